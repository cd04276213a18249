/*
 * dataset: what one reporter released for one period, as the service lists it (getDA). A code of 17
 * digits and a checksum, both text, identify it; a revision keeps the code and changes the
 * checksum.
 */
#ifndef RELIANCE_COMTRADE_DATASET_H
#define RELIANCE_COMTRADE_DATASET_H

#include "response.h"
#include "trade/country.h"
#include "trade/period.h"

struct dataset {
	struct str code, checksum;
	struct str number;             /* the reporter in Comtrade's numeric codes */
	struct str reporter;           /* its code in trade CSV; the number if it is unknown */
	const struct country *country; /* null if it is unknown */
	struct str period;             /* YYYY or YYYYMM */
	struct period when;            /* the same, parsed */
	struct str edition;            /* of the HS */
	struct str records;            /* number of rows: all commodities and breakdowns */
	struct str first_released, last_released;
};

/* A zeroed list is empty and ready to use. It owns the text until dataset_free(). */
struct dataset_list {
	struct dataset *item;
	size_t n, cap;
	struct arena text;
};

/*
 * Appends the rows of a table: a getDA response in JSON or CSV, or the output of dataset_write().
 * With `from_service`, accepts only a single JSON response. Returns RESPONSE_END, or another result
 * and a message in `error`; an invalid row is such an error, with its line number.
 */
enum response_result dataset_read(
    struct dataset_list *list, struct bytes *source, bool from_service, struct buf *error);

/* Sorts by period, reporter and code; drops repeats of the same code and checksum. */
void dataset_sort(struct dataset_list *list);

/* Writes the header record, with `more` columns appended unless that is null. */
void dataset_write_header(const char *more);

/* Writes the fields of a record, but not its end: the caller may append more. */
void dataset_write(const struct dataset *d);

void dataset_free(struct dataset_list *list);

#endif
