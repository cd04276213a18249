#include "envelope.h"

enum { MAX_MESSAGE = 1000 }; /* bytes of the error message that are kept */

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
add_message(struct envelope *e, struct str message)
{
	if (message.n == 0 || e->message.n > MAX_MESSAGE)
		return;
	if (message.n > MAX_MESSAGE)
		message.n = MAX_MESSAGE;
	e->is_error = e->is_response = true;
	if (e->message.n > 0)
		buf_add(&e->message, str_of(": "));
	for (size_t i = 0; i < message.n; i++) /* a message is one line */
		buf_add_byte(&e->message, (unsigned char)message.p[i] < ' ' ? ' ' : message.p[i]);
}

static void
take_code(struct envelope *e, struct str value)
{
	if (str_is(value, "200") || e->code.n > 0 || value.n >= MAX_MESSAGE)
		return;
	e->is_response = e->is_error = true;
	buf_add(&e->code, value);
}

static void
take_count(struct envelope *e, struct str value)
{
	if (value.n > 0 && value.p[0] == '-')
		e->is_response = e->is_error = true;
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
		add_message(e, value);
}

void
envelope_message(struct envelope *e, struct str message)
{
	add_message(e, message);
	e->is_error = true;
}

void
envelope_error(const struct envelope *e, struct buf *to)
{
	to->n = 0;
	if (!e->is_error)
		return;
	buf_add(to, buf_str(&e->code));
	if (e->code.n > 0 && e->message.n > 0)
		buf_add_byte(to, ' ');
	buf_add(to, buf_str(&e->message));
}

void
envelope_clear(struct envelope *e)
{
	struct buf code = e->code, message = e->message;

	code.n = message.n = 0;
	*e = (struct envelope){ .code = code, .message = message };
}

void
envelope_free(struct envelope *e)
{
	buf_free(&e->code);
	buf_free(&e->message);
}
