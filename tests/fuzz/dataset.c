/*
 * dataset: from any input, the list of datasets has fields that are safe in file names and URLs, is
 * sorted, and is the same each time; an error message is one line.
 */
#include "comtrade/dataset.h"
#include "fuzz.h"
#include "lib/visible.h"

static void
check_text(struct str s, const char *others)
{
	for (size_t i = 0; i < s.n; i++)
		CHECK((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		      (s.p[i] >= 'a' && s.p[i] <= 'z') ||
		      (s.p[i] != '\0' && strchr(others, s.p[i]) != NULL));
}

static void
check_message(const struct buf *message)
{
	char *text = mem_alloc(VISIBLE_GROWTH * message->n + 1, 1);

	CHECK(message->n == 0 || memchr(message->p, '\n', message->n) == NULL);
	visible((struct str){ message->p, message->n }, text); /* as it is printed */
	for (size_t i = 0; text[i] != '\0'; i++)
		CHECK((unsigned char)text[i] >= ' ' && text[i] != 0x7f);
	free(text);
}

static void
check_dataset(const struct dataset *d)
{
	check_text(d->code, "");
	check_text(d->checksum, "-");
	check_text(d->number, "");
	check_text(d->period, "");
	check_text(d->edition, "");
	check_text(d->records, "");
	check_text(d->first_released, "/-: .+");
	check_text(d->last_released, "/-: .+");
	CHECK(d->code.n > 0 && d->checksum.n > 0 && d->number.n > 0);
	CHECK(d->period.n == 4 || d->period.n == 6);
	CHECK(d->when.year > 0 && d->when.month >= 0 && d->when.month <= 12);
}

static enum response_result
read_list(struct dataset_list *list, const uint8_t *data, size_t n)
{
	struct bytes *source = bytes_of_bytes(data, n);
	struct buf why = { 0 };
	enum response_result r = dataset_read(list, source, false, &why);

	CHECK(r != RESPONSE_ROW && (r == RESPONSE_END || why.n > 0));
	check_message(&why);
	buf_free(&why);
	bytes_close(source);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct dataset_list list = { 0 }, again = { 0 };
	struct buf message = { 0 };

	CHECK(read_list(&list, data, n) == read_list(&again, data, n));
	CHECK(list.n == again.n);
	dataset_sort(&list);
	for (size_t i = 0; i < list.n; i++) {
		check_dataset(&list.item[i]);
		CHECK(i == 0 || str_cmp(list.item[i - 1].period, list.item[i].period) <= 0);
	}
	dataset_free(&list);
	dataset_free(&again);

	struct bytes *source = bytes_of_bytes(data, n);
	response_error_text(source, &message);
	check_message(&message);
	CHECK(message.n < 1000);
	buf_free(&message);
	bytes_close(source);
	return 0;
}
