/*
 * dataset: what a reporter has released for a period, as the service lists it (getDA). It is known
 * by a code of 17 digits and a checksum, both text: a revision has the same code and another
 * checksum.
 */
#ifndef RELIANCE_COMTRADE_DATASET_H
#define RELIANCE_COMTRADE_DATASET_H

#include "response.h"
#include "trade/country.h"
#include "trade/period.h"

struct dataset {
	struct str code, checksum;
	struct str number;             /* the reporter's, in Comtrade's codes */
	struct str reporter;           /* its code here; the number if it is not known */
	const struct country *country; /* null if it is not known */
	struct str period;             /* YYYY or YYYYMM */
	struct period when;            /* the same */
	struct str edition;            /* of the HS */
	struct str records;            /* rows of all commodities and breakdowns */
	struct str first_released, last_released;
};

/* Zero is a good empty list. The text lives until dataset_free(). */
struct dataset_list {
	struct dataset *item;
	size_t n, cap;
	struct arena text;
};

/*
 * Adds what a table has: an answer of getDA in JSON or CSV, or what dataset_write() writes.
 * Anything but RESPONSE_END is a failure with words in `why`; a row that is no dataset is one, too,
 * with its line. What is `served` is one answer in JSON.
 */
enum response_result dataset_read(
    struct dataset_list *list, struct bytes *source, bool served, struct buf *why);

/* By period, reporter and code; of two with the same code and checksum one stays. */
void dataset_sort(struct dataset_list *list);

/* Writes the header line (`more`: columns behind the dataset's, or null), and a line's fields. */
void dataset_write_header(const char *more);
void dataset_write(const struct dataset *d);

void dataset_free(struct dataset_list *list);

#endif
