/*
 * task: one call of a function in a thread of its own, beside what the program does meanwhile.
 */
#ifndef RELIANCE_LIB_TASK_H
#define RELIANCE_LIB_TASK_H

struct task;

/*
 * Calls work(with) in a thread. Where there is one processor, or no thread to be had, it is called
 * here and now. `with` is the job's until task_end().
 */
struct task *task_begin(void (*work)(void *with), void *with);

/* Waits for its end. What would have ended the program in the job does so now. Null is none. */
void task_end(struct task *j);

#endif
