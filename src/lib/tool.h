/*
 * tool: what the mains of all tools do alike at the start and at the end.
 */
#ifndef RELIANCE_LIB_TOOL_H
#define RELIANCE_LIB_TOOL_H

/*
 * First call of a main: names the program as prog_begin() does, makes sure of descriptors 0 to 2,
 * begins the output.
 */
void tool_begin(const char *path, const char *own);

/* Last call of a main: writes out what is left. Returns the status for main to return. */
int tool_end(void);

#endif
