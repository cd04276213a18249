/*
 * blocks: reads a byte stream (lib/io/bytes.h) in blocks of whole lines, and scans each block for
 * the ends of its fields and lines (scan.h). csvin reads records from the blocks.
 *
 * After the first MiB a producer thread reads and scans ahead, by up to two blocks; short inputs
 * are not worth a thread, and one processor has no use for it. The thread never prints or exits:
 * its errors become BLOCKS_FAILED, and the consumer, which knows about the output, reports them.
 */
#ifndef RELIANCE_LIB_CSV_BLOCKS_H
#define RELIANCE_LIB_CSV_BLOCKS_H

#include "lib/io/bytes.h"
#include "scan.h"

enum { BLOCKS_SLACK = 16 }; /* readable bytes after the text, with undefined contents */

/* What follows the lines of a block. */
enum blocks_next {
	BLOCKS_MORE,     /* another block */
	BLOCKS_END,      /* the end of the input; a last line without newline has a mark at `n` */
	BLOCKS_TOO_LONG, /* a line of more than `longest` bytes */
	BLOCKS_FAILED,   /* an error; see blocks_error() */
};

struct blocks_block {
	char *text;       /* whole lines */
	size_t n, cap;    /* bytes of text, and of room for it */
	struct scan scan; /* offsets in text; ignore marks after the last line end */
	size_t scan_cap;  /* elements of room in both arrays */
	enum blocks_next next;
};

struct blocks;

/*
 * Reads from `source`, which stays the caller's and must not be used until blocks_close(). A line
 * may have up to `longest` bytes, its end included.
 */
struct blocks *blocks_open(struct bytes *source, char delimiter, size_t longest);

/*
 * Returns the next block, valid until the next call. Must not be called after a block whose `next`
 * is not BLOCKS_MORE. A block may have no lines if `next` is not BLOCKS_MORE.
 */
const struct blocks_block *blocks_take(struct blocks *b);

/* The message for BLOCKS_FAILED. */
const char *blocks_error(const struct blocks *b);

/* Stops the thread and frees the blocks. The source stays open. */
void blocks_close(struct blocks *b);

#endif
