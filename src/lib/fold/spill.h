/*
 * spill: storage for runs. A run is a sequence of entries in order of key. Runs are written one
 * after the other, and then all read at the same time, each by its own reader (merge.h). They are
 * kept in memory up to a limit; runs beyond it go to a temporary file.
 *
 * The file is in $TMPDIR or /tmp. It is unlinked before anything is written, so it disappears
 * however the program ends. Only the process that wrote it reads it; its format is private. A file
 * that cannot be created, written or read ends the program.
 */
#ifndef RELIANCE_LIB_FOLD_SPILL_H
#define RELIANCE_LIB_FOLD_SPILL_H

#include "entries.h"

/* A run: where its entries begin and end. */
struct spill_run {
	bool in_file;
	struct spill_mark {
		uint64_t block; /* index of the memory block; 0 in the file */
		uint64_t at;    /* offset in the block, or in the file */
	} from, to;
};

struct spill {
	size_t data_size; /* bytes of data per entry */
	size_t most;      /* largest number of memory blocks */
	struct spill_block {
		char *bytes; /* whole entries */
		size_t used;
	} * block;
	size_t blocks, block_cap;
	int fd; /* the temporary file, if `has_file` */
	bool has_file;
	uint64_t file_size; /* bytes written to the file */
	struct buf text;    /* entries not yet written to it */
	struct spill_run *run;
	size_t n, run_cap; /* n: number of runs */
};

/* Initialises it without runs. They may use `memory` bytes before the file; SIZE_MAX: unlimited. */
void spill_begin(struct spill *p, size_t data_size, size_t memory);

/*
 * Write a run: begin it, add its entries in order of key, end it. `size` is the size of the run in
 * bytes, or an upper bound; it decides whether the run goes to memory or to the file.
 */
void spill_begin_run(struct spill *p, size_t size);
void spill_add(struct spill *p, struct entry e);
void spill_end_run(struct spill *p);

/*
 * Removes the runs that are in memory: passes each of their entries to `each` (as each(to, entry)),
 * and frees the memory. The runs in the file stay; new runs go to the file, too.
 */
void spill_drain(struct spill *p, void each(void *to, struct entry e), void *to);

/* Frees the memory and removes the file. It is then empty and ready to use again. */
void spill_free(struct spill *p);

/* Reads the entries of one run. */
struct spill_reader {
	struct entry next;     /* the current entry, valid until the next spill_next() */
	struct spill_run left; /* the rest of the run; in the file: the part not in `bytes` yet */
	char *bytes;           /* read buffer for the file; bytes[at..n) is unread */
	size_t at, n, cap;
};

/*
 * Opens a reader before the first entry of run number `run`. `buffer` is the size of its read
 * buffer in bytes if the run is in the file; the buffer grows if an entry is larger.
 */
void spill_read(const struct spill *p, struct spill_reader *in, size_t run, size_t buffer);

/* Reads the next entry into in->next; false after the last. */
bool spill_next(const struct spill *p, struct spill_reader *in);

/* Frees the reader's buffer. */
void spill_reader_free(struct spill_reader *in);

#endif
