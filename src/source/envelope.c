#include "envelope.h"

enum { MAX_WORDS = 1000 }; /* of the server that are kept */

static bool
same_key(struct str key, const char *name)
{
	if (key.n != strlen(name))
		return false;
	for (size_t i = 0; i < key.n; i++)
		if (lower(key.p[i]) != name[i])
			return false;
	return true;
}

bool
envelope_holds_records(struct str key)
{
	return same_key(key, "data") || same_key(key, "dataset");
}

static void
complain(struct envelope *e, struct str words)
{
	if (words.n == 0 || e->words.n > MAX_WORDS)
		return;
	if (words.n > MAX_WORDS)
		words.n = MAX_WORDS;
	e->is_error = e->is_answer = true;
	if (e->words.n > 0)
		buf_add(&e->words, str_of(": "));
	for (size_t i = 0; i < words.n; i++) /* a message is one line */
		buf_add_byte(&e->words, (unsigned char)words.p[i] < ' ' ? ' ' : words.p[i]);
}

static void
take_code(struct envelope *e, struct str value)
{
	if (str_is(value, "200") || e->code.n > 0 || value.n >= MAX_WORDS)
		return;
	e->is_answer = e->is_error = true;
	buf_add(&e->code, value);
}

static void
take_count(struct envelope *e, struct str value)
{
	if (value.n > 0 && value.p[0] == '-')
		e->is_answer = e->is_error = true;
	if (!str_digits(value) || value.n >= 18)
		return;
	e->has_count = true;
	e->count = 0;
	for (size_t i = 0; i < value.n; i++)
		e->count = e->count * 10 + (uint64_t)(value.p[i] - '0');
}

void
envelope_scalar(struct envelope *e, struct str key, struct str value)
{
	if (same_key(key, "statuscode"))
		take_code(e, value);
	else if (same_key(key, "count"))
		take_count(e, value);
	else if (same_key(key, "error") || same_key(key, "message") ||
		 same_key(key, "errormessage"))
		complain(e, value);
}

void
envelope_words(struct envelope *e, struct str words)
{
	complain(e, words);
	e->is_error = true;
}

void
envelope_complaint(const struct envelope *e, struct buf *to)
{
	to->n = 0;
	if (!e->is_error)
		return;
	buf_add(to, buf_str(&e->code));
	if (e->code.n > 0 && e->words.n > 0)
		buf_add_byte(to, ' ');
	buf_add(to, buf_str(&e->words));
}

void
envelope_clear(struct envelope *e)
{
	struct buf code = e->code, words = e->words;

	code.n = words.n = 0;
	*e = (struct envelope){ .code = code, .words = words };
}

void
envelope_free(struct envelope *e)
{
	buf_free(&e->code);
	buf_free(&e->words);
}
