#include "inside.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/num/ratio.h"

void
inside_add(struct inside *s, struct str bloc, dec value, bool inside)
{
	bool fresh;
	size_t number = keytab_add(&s->blocs, bloc, &fresh);

	mem_grow(&s->sums, &s->cap, number, sizeof *s->sums);
	if (fresh)
		s->sums[number] = (struct inside_sums){ 0 };
	if (!dec_add(&s->sums[number].all, value) ||
	    (inside && !dec_add(&s->sums[number].inside, value)))
		die("the sum of the trade of %.*s exceeds 128 bits", STR_ARG(bloc));
}

void
inside_report(const struct inside *s, struct str measure)
{
	char part[DEC_TEXT], all[DEC_TEXT], per_cent[DEC_TEXT];

	for (size_t i = 0; i < s->blocs.n; i++) {
		struct inside_sums sums = s->sums[i];
		if (sums.inside == 0 || sums.all <= 0)
			continue;
		dec_print(part, sums.inside);
		dec_print(all, sums.all);
		ratio_print(per_cent, (struct ratio){ sums.inside, sums.all }, 2, 1);
		struct str bloc = s->blocs.key[i];
		warn(
		    "%s %% of the trade that members of %.*s report is inside %.*s (%.*s %s of %s); "
		    "--intra drop leaves it out, --intra keep keeps it without this line",
		    per_cent, STR_ARG(bloc), STR_ARG(bloc), STR_ARG(measure), part, all);
	}
}

void
inside_free(struct inside *s)
{
	keytab_free(&s->blocs);
	free(s->sums);
}
