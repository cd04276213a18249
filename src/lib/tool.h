/*
 * tool: the common start and end of every main().
 */
#ifndef RELIANCE_LIB_TOOL_H
#define RELIANCE_LIB_TOOL_H

/*
 * First call of main(): sets the program's name (prog_begin()), makes sure that descriptors 0 to 2
 * are open, and starts the output (csvout_begin()). A closed stdout ends the program.
 */
void tool_begin(const char *path, const char *own);

/* Last call of main(): writes the rest of the output. Returns the exit status; ends the program if
 * the output cannot be written. */
int tool_end(void);

#endif
