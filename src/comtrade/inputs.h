/*
 * inputs: where fetch-normalise reads from, files or the service.
 */
#ifndef RELIANCE_COMTRADE_INPUTS_H
#define RELIANCE_COMTRADE_INPUTS_H

#include "comtrade/fetch.h"
#include "normalise/normalise.h"

/*
 * Returns the files to read, which the caller frees: the operands from `optind` on, or those that
 * were fetched; none if the work is done, as that of --availability is. Dies of options that
 * exclude each other, and of failed requests.
 */
struct operands inputs_find(
    struct normalise *n, const struct fetch_options *f, int argc, char **argv);

#endif
