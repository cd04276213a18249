/*
 * listing: which datasets are to be fetched: those that the service lists, or a table names, of
 * what is selected. What cannot be listed ends the program.
 */
#ifndef RELIANCE_COMTRADE_LISTING_H
#define RELIANCE_COMTRADE_LISTING_H

#include "session.h"

/* Asks for the list of these periods, of so many digits; client_body() then has it. */
void listing_request(struct client *a, const char *base, size_t digits, struct words periods);

/* The datasets of the query's periods, as the service lists them; says who has not released one. */
void listing_ask(struct session *j);

/* The datasets that the table of --datasets names. */
void listing_read(struct session *j);

/* Each dataset has rows and a file of its own, or the program ends. */
void listing_tell_apart(const struct dataset_list *list);

#endif
