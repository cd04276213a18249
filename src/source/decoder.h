/*
 * decoder: what decode.h knows of one input: what its cells mean, and what they meant before.
 */
#ifndef RELIANCE_SOURCE_DECODER_H
#define RELIANCE_SOURCE_DECODER_H

#include "binding.h"
#include "lib/hash/memo.h"
#include "row.h"

/*
 * The decoder of one input. The caller sets `book`, which decoders may share, `edition` and
 * `class`, zeroes the rest and calls decode_begin().
 */
struct decoder {
	struct codebook *book;
	struct str edition;   /* --edition: of rows without an edition; empty if not given */
	struct str class;     /* --class: the classification to keep; empty if not given */
	struct meaning means; /* of the binding */
	bool asks_points;     /* 1.234 may be 1234: fields are separated by semicolons */
	bool two_values;      /* a row has a value of each flow */
	bool has_odd_numbers; /* ... or says what its numbers are */
	unsigned flags;       /* of all rows */
	bool may_overread;    /* DEC_ROOM bytes after each cell are readable */
	bool has_details;     /* the table has cells for flags or breakdowns */
	/* caches from the text of a cell to its value */
	struct memo dates, flows, reporters, partners, commodities, classes;
	const struct detail *total; /* codebook_total() */
	struct buf breakdown[4];    /* the same of breakdown codes */
	struct buf text;            /* a cell converted to UTF-8 */
};

#endif
