/*
 * pile: runs of entries in order of key, written one after the other and read all at once. They
 * are in memory as far as they may be, and beyond in a temporary file.
 *
 * The file is in $TMPDIR, or /tmp, and has no name from its first byte on: whatever ends the
 * program, nothing is left. It is read and written by one process and has no format to promise. A
 * file that cannot be created, written or read ends the program.
 */
#ifndef RELIANCE_PILE_H
#define RELIANCE_PILE_H

#include "entries.h"

/* A run, as the places of its first entry and behind its last one. */
struct pile_run {
	bool in_file;
	struct pile_place {
		uint64_t block; /* of memory; 0 for the file */
		uint64_t at;    /* bytes into it */
	} from, to;
};

struct pile {
	size_t data_size, most; /* of an entry, in bytes; blocks of memory that it may take */
	struct pile_block {
		char *bytes; /* of whole entries */
		size_t used;
	} * block;
	size_t blocks, block_cap;
	int fd; /* of the file, once there are runs in it */
	bool has_file;
	uint64_t file_size; /* what has been written; the rest is in `text` */
	struct buf text;
	struct pile_run *run;
	size_t n, run_cap;
};

/* An empty one. `memory` is in bytes, SIZE_MAX for no bound. */
void pile_begin(struct pile *p, size_t data_size, size_t memory);

/* Begins a run of up to `size` bytes, adds the next entry of it, ends it. */
void pile_begin_run(struct pile *p, size_t size);
void pile_add(struct pile *p, struct entry e);
void pile_end_run(struct pile *p);

/*
 * Hands the entries that are in memory to `each`, with `to`, and gives their memory back. Runs in
 * the file stay, and new ones go there.
 */
void pile_take_back(struct pile *p, void each(void *to, struct entry e), void *to);

void pile_free(struct pile *p);

/* A run being read. */
struct pile_reader {
	struct entry next;    /* good until pile_next() of this reader */
	struct pile_run left; /* what comes behind it; of a run in the file, behind `bytes` */
	char *bytes;          /* of the file, of which `at` to `n` are still to be read */
	size_t at, n, cap;
};

/*
 * Begins to read run number `run`, with `buffer` bytes if it is in the file. pile_next() then goes
 * to its first entry.
 */
void pile_read(const struct pile *p, struct pile_reader *in, size_t run, size_t buffer);

/* Goes to the next entry; false behind the last one. */
bool pile_next(const struct pile *p, struct pile_reader *in);

void pile_reader_free(struct pile_reader *in);

#endif
