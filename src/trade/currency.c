#include "currency.h"

#include "lib/die.h"

bool
is_currency(struct str code)
{
	static const char codes[] =
	    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD "
	    "BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB "
	    "EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
	    "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
	    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
	    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
	    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF "
	    "XCD XDR XOF XPF YER ZAR ZMW ZWL ";

	for (const char *at = codes; code.n == 3 && *at != '\0'; at += 4)
		if (at[0] == upper(code.p[0]) && at[1] == upper(code.p[1]) &&
		    at[2] == upper(code.p[2]))
			return true;
	return false;
}

bool
is_value_name(struct str name)
{
	const struct str lead = { "value_", 6 };

	if (name.n != lead.n + 3 || !str_begins(name, lead))
		return false;
	for (size_t i = lead.n; i < name.n; i++)
		if (lower(name.p[i]) != name.p[i])
			return false;
	return is_currency((struct str){ name.p + lead.n, 3 });
}

struct str
value_name(const struct columns *c)
{
	struct str found = { NULL, 0 };

	for (size_t i = 0; i < c->n; i++) {
		if (!is_value_name(c->name[i]))
			continue;
		if (found.p != NULL && !str_eq(found, c->name[i]))
			misuse("the input has values in two currencies, %.*s and %.*s: name the "
			       "column",
			    STR_ARG(found), STR_ARG(c->name[i]));
		found = c->name[i];
	}
	return found.p != NULL ? found : str_of("value_usd");
}
