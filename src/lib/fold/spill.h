/*
 * spill: runs of entries in order of key, written one after the other and read all at once. They
 * are in memory as far as they may be, and beyond in a temporary file.
 *
 * The file is in $TMPDIR, or /tmp, and has no name from its first byte on: whatever ends the
 * program, nothing is left. It is read and written by one process and has no format to promise. A
 * file that cannot be created, written or read ends the program.
 */
#ifndef RELIANCE_LIB_FOLD_SPILL_H
#define RELIANCE_LIB_FOLD_SPILL_H

#include "entries.h"

/* A run, as the places of its first entry and behind its last one. */
struct spill_run {
	bool in_file;
	struct spill_mark {
		uint64_t block; /* of memory; 0 for the file */
		uint64_t at;    /* bytes into it */
	} from, to;
};

struct spill {
	size_t data_size, most; /* of an entry, in bytes; blocks of memory that it may take */
	struct spill_block {
		char *bytes; /* of whole entries */
		size_t used;
	} * block;
	size_t blocks, block_cap;
	int fd; /* of the file, once there are runs in it */
	bool has_file;
	uint64_t file_size; /* what has been written; the rest is in `text` */
	struct buf text;
	struct spill_run *run;
	size_t n, run_cap;
};

/* An empty one. `memory` is in bytes, SIZE_MAX for no bound. */
void spill_begin(struct spill *p, size_t data_size, size_t memory);

/* Begins a run of up to `size` bytes, adds the next entry of it, ends it. */
void spill_begin_run(struct spill *p, size_t size);
void spill_add(struct spill *p, struct entry e);
void spill_end_run(struct spill *p);

/*
 * Hands the entries that are in memory to `each`, with `to`, and gives their memory back. Runs in
 * the file stay, and new ones go there.
 */
void spill_take_back(struct spill *p, void each(void *to, struct entry e), void *to);

void spill_free(struct spill *p);

/* A run being read. */
struct spill_reader {
	struct entry next;    /* good until spill_next() of this reader */
	struct spill_run left; /* what comes behind it; of a run in the file, behind `bytes` */
	char *bytes;          /* of the file, of which `at` to `n` are still to be read */
	size_t at, n, cap;
};

/*
 * Begins to read run number `run`, with `buffer` bytes if it is in the file. spill_next() then goes
 * to its first entry.
 */
void spill_read(const struct spill *p, struct spill_reader *in, size_t run, size_t buffer);

/* Goes to the next entry; false behind the last one. */
bool spill_next(const struct spill *p, struct spill_reader *in);

void spill_reader_free(struct spill_reader *in);

#endif
