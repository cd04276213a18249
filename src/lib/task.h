/*
 * task: runs one function in a thread while the program continues.
 */
#ifndef RELIANCE_LIB_TASK_H
#define RELIANCE_LIB_TASK_H

struct task;

/*
 * Calls work(with) in a new thread; `with` belongs to it until task_end(). On a machine with one
 * processor, or if no thread can be created, calls it before returning.
 */
struct task *task_begin(void (*work)(void *with), void *with);

/*
 * Waits for the function to return and frees the task. If the function called die() or misuse(),
 * the program ends here, with that message and STATUS_FAILED. Does nothing if the task is null.
 */
void task_end(struct task *t);

#endif
