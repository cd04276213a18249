/*
 * pipe: the buffer size of pipes.
 */
#ifndef RELIANCE_LIB_IO_PIPE_H
#define RELIANCE_LIB_IO_PIPE_H

/*
 * Enlarges the buffer of the pipe `fd` to the system's limit, so that its two programs wait for
 * each other less often. Does nothing if `fd` is not a pipe, or on systems other than Linux.
 */
void pipe_widen(int fd);

#endif
