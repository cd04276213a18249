/*
 * pipe: the room in a pipe between two programs.
 */
#ifndef RELIANCE_LIB_IO_PIPE_H
#define RELIANCE_LIB_IO_PIPE_H

/*
 * Makes the pipe at descriptor `fd` as large as the system lets us, so that its two programs wait
 * for each other less often. Does nothing where `fd` is no pipe or the system has no such thing.
 */
void pipe_widen(int fd);

#endif
