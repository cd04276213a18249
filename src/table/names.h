/*
 * names: replaces codes by names: countries, flows, commodities, baskets.
 */
#ifndef RELIANCE_TABLE_NAMES_H
#define RELIANCE_TABLE_NAMES_H

#include "grid.h"

/*
 * Replaces the codes in the columns reporter, partner, top1, flow, hs and basket. A code without a
 * name stays; a commodity code stays in front of its label.
 */
void names_replace(struct grid *g);

#endif
