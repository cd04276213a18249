#include "labels.h"

#include "basket-table.h"

struct str
labels_basket(struct str name)
{
	struct table_walk row = table_begin(&table_basket_labels);

	while (table_next(&row))
		if (str_eq(row.field[0], name))
			return row.field[1];
	return (struct str){ "", 0 };
}

/* A basket with the code, and how many rows of the table it has. */
struct holder {
	struct str basket;
	size_t rows;
	bool tied; /* with another of as many rows */
};

/* Takes the basket that has just ended, if it holds the code and is smaller than those before. */
static void
take_smaller(struct holder *least, const struct holder *next)
{
	if (least->rows == 0 || next->rows < least->rows)
		*least = *next;
	else if (next->rows == least->rows)
		least->tied = true;
}

struct str
labels_code(struct str code)
{
	struct table_walk row = table_begin(&table_baskets);
	struct holder least = { 0 }, now = { 0 };
	bool holds = false;

	while (table_next(&row)) { /* sorted by basket */
		if (!str_eq(row.field[BASKET], now.basket)) {
			if (holds)
				take_smaller(&least, &now);
			now = (struct holder){ .basket = row.field[BASKET] };
			holds = false;
		}
		now.rows++;
		holds = holds || str_eq(row.field[CODE], code);
	}
	if (holds)
		take_smaller(&least, &now);
	return least.rows > 0 && !least.tied ? labels_basket(least.basket) : (struct str){ "", 0 };
}
