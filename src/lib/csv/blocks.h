/*
 * blocks: a source in blocks of whole lines, each with the places of what matters in it (scan.h).
 * Much text is read and scanned in a thread, ahead of who takes the blocks.
 */
#ifndef RELIANCE_LIB_CSV_BLOCKS_H
#define RELIANCE_LIB_CSV_BLOCKS_H

#include "scan.h"
#include "lib/io/bytes.h"

enum { BLOCKS_SLACK = 16 }; /* bytes behind the text that may be read, whatever they are */

/* What comes behind the lines of a block. */
enum blocks_next {
	BLOCKS_MORE,     /* another block */
	BLOCKS_END,      /* the end; the last line may lack its newline, and has the mark of one */
	BLOCKS_TOO_LONG, /* a line longer than asked for */
	BLOCKS_FAILED,   /* an error that blocks_error() explains */
};

struct blocks_block {
	char *text;
	size_t n, cap;
	struct scan scan; /* places in text; the last marks may be those of no whole line */
	size_t scan_cap;
	enum blocks_next next;
};

struct blocks;

/* Over `source`, which stays the caller's. A line may have up to `longest` bytes. */
struct blocks *blocks_open(struct bytes *source, char delimiter, size_t longest);

/* The next block, while the one before said BLOCKS_MORE; good until the next call. */
const struct blocks_block *blocks_take(struct blocks *f);

/* What BLOCKS_FAILED is about. */
const char *blocks_error(const struct blocks *f);

void blocks_close(struct blocks *f);

#endif
