/*
 * feed: a source in blocks of whole lines, each with the places of what matters in it (scan.h).
 * Much text is read and scanned in a thread, ahead of who takes the blocks.
 */
#ifndef RELIANCE_FEED_H
#define RELIANCE_FEED_H

#include "scan.h"
#include "lib/io/bytes.h"

enum { FEED_SLACK = 16 }; /* bytes behind the text that may be read, whatever they are */

/* What comes behind the lines of a block. */
enum feed_next {
	FEED_MORE,     /* another block */
	FEED_END,      /* the end; the last line may lack its newline, and has the mark of one */
	FEED_TOO_LONG, /* a line longer than asked for */
	FEED_FAILED,   /* an error that feed_error() explains */
};

struct feed_block {
	char *text;
	size_t n, cap;
	struct scan scan; /* places in text; the last marks may be those of no whole line */
	size_t scan_cap;
	enum feed_next next;
};

struct feed;

/* Over `source`, which stays the caller's. A line may have up to `longest` bytes. */
struct feed *feed_open(struct bytes *source, char delimiter, size_t longest);

/* The next block, while the one before said FEED_MORE; good until the next call. */
const struct feed_block *feed_take(struct feed *f);

/* What FEED_FAILED is about. */
const char *feed_error(const struct feed *f);

void feed_close(struct feed *f);

#endif
