#!/bin/sh
# fetch-normalise --fetch sends its key to the server only, over TLS or to this machine only.
. tests/lib.sh
PATH=$bin:$PATH
# shellcheck source=tests/standin.sh
. tests/standin.sh

standin_start
# shellcheck disable=SC2086 # options, several words
{
expected "$ask" $some >"$tmp/expected"

printf '%s\n' "$standin_key" >"$tmp/key"
chmod 600 "$tmp/key"
status 'a key from a file' 0 fresh fetch --key-file "$tmp/key" $some
same '... works' "$tmp/expected" "$tmp/out"
is '... and is sent' 1 "$(grep '/data/' "$standin/log" | grep -c "$standin_key")"
chmod 400 "$tmp/key"
status 'a read-only key file' 0 fresh fetch --key-file "$tmp/key" $some
for mode in 640 604 644 660 620 602 610 601; do
	chmod $mode "$tmp/key"
	fresh fetch --key-file "$tmp/key" $some >"$tmp/out" 2>"$tmp/err"
	is "a key file of mode $mode is refused before any request" '0 0' "$(grep -c ^2 "$tmp/out") $(standin_count)"
	like '... with a message that names it' "$tmp/key" "$(cat "$tmp/err")"
done
chmod 600 "$tmp/key"
: >"$tmp/nokey"
printf 'two words\nand lines' >"$tmp/badkey"
printf 'X: y\r\nZ: w' >"$tmp/header"
chmod 600 "$tmp/nokey" "$tmp/badkey" "$tmp/header"
for file in nokey badkey header; do
	fresh fetch --key-file "$tmp/$file" $some >"$tmp/out" 2>"$tmp/err"
	is "$file is not a key" '0 0' "$(grep -c ^2 "$tmp/out") $(standin_count)"
done
COMTRADE_API_KEY='a
X-Evil: 1' fresh fetch $some >"$tmp/out" 2>"$tmp/err"
is 'a key of two lines is refused' '0 0' "$(grep -c ^2 "$tmp/out") $(standin_count)"

# the key is in the header only
standin_faults '[{"match":"/data/","n":1,"kind":"plain","until":"'"$tmp/seen"'"}]'
standin_forget
cache=$tmp/secret
(keyed fetch $some >"$tmp/out" 2>"$tmp/err") &
wait_for standin_asked /data/ 1
# shellcheck disable=SC2009 # the arguments are what the test looks for
ps -eww -o args >"$tmp/ps" 2>/dev/null || cat /proc/[0-9]*/cmdline >"$tmp/ps" 2>/dev/null
: >"$tmp/seen"
wait $!
like 'the process list shows the fetch' 'fetch-normalise.*--fetch' "$(tr '\0' ' ' <"$tmp/ps")"
is '... and not the key' 0 "$(grep -c "$standin_key" "$tmp/ps")"
is '... nor does a URL' 0 "$(standin_targets | grep -c "$standin_key")"
is '... nor a message or a row' 0 "$(cat "$tmp/out" "$tmp/err" | grep -c "$standin_key")"
find "$tmp/secret" >"$tmp/names"
is '... nor a file name in the cache' 0 "$(grep -c "$standin_key" "$tmp/names")"
is '... nor a file in the cache' 0 "$(find "$tmp/secret" -type f -exec gzip -cdf {} + | grep -c "$standin_key")"
keyed fetch --dry-run $some >"$tmp/out" 2>"$tmp/err"
is '--dry-run prints no key' 0 "$(cat "$tmp/out" "$tmp/err" | grep -c "$standin_key")"
like '... but the URLs of requests with one' '/data/v1/get/' "$(cat "$tmp/out")"
for kind in 400 401 403 404 500; do
	standin_faults '[{"match":"/data/","kind":"'$kind'","body":"{\"statusCode\":'$kind',\"message\":\"no %KEY% here\"}"}]'
	keyed fresh fetch $some >"$tmp/out" 2>"$tmp/err"
	like "a message that echoes the key ($kind) is quoted" 'no .* here' "$(cat "$tmp/err")"
	is '... without it' 0 "$(cat "$tmp/out" "$tmp/err" | grep -c "$standin_key")"
done
standin_faults '[]'

# ... also where a message is truncated within the key
long=$(printf '%0190d' 0)
for n in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	standin_faults '[{"match":"/data/","kind":"401","body":"{\"statusCode\":401,\"message\":\"'"$(printf '%s' "$long" | tail -c +$n)"'%KEY% and so on\"}"}]'
	keyed fresh fetch $some >"$tmp/out" 2>"$tmp/err"
	cat "$tmp/err"
done >"$tmp/cut-keys"
is 'a truncated message shows no part of the key' 0 "$(grep -c "00$(printf '%.5s' "$standin_key")" "$tmp/cut-keys")"
standin_faults '[]'

# TLS, or this machine only
for base in http://comtradeapi.un.org http://example.com "http://127.0.0.1.example.com" 'http://127.0.0.1@example.com' \
    'http://localhost.example.com' 'http://localhost@example.com/' 'http://0x7f.1.example.com' 'ftp://127.0.0.1' 'file:///etc' 'gopher://127.0.0.1' \
    'https://user:word@example.com' 'http://example.com#127.0.0.1' 'http://example.com\@127.0.0.1' 'http://127.0.0.1:80\@example.com' 'https://' '' 'http://' \
    '127.0.0.1' 'HTTP://EXAMPLE.COM' 'https://example.com/?a=b' 'http://[::1].example.com' 'http://0.0.0.0' 'http://10.0.0.1' 'http://[::ffff:10.0.0.1]' "$(printf 'http://127.0.0.1\r\nX: y')"; do
	status "--base-url $base is misuse" 2 timeout 60 fetch-normalise --base-url "$base" --fetch $some
done
fetch-normalise --fetch --help | grep -Ei 'insecure|verify|cacert|ca-file|proxy' >"$tmp/out"
is 'no option disables certificate verification' '' "$(cat "$tmp/out")"
cache=$tmp/none
if command -v openssl >/dev/null &&
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$tmp/tls.key" -out "$tmp/tls.crt" -days 2 \
	    -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost 2>/dev/null; then
	http_url=$url
	http_standin=$standin
	standin_start "$tmp/tls.crt" "$tmp/tls.key"
	status 'a self-signed certificate is refused' 1 keyed fetch $some
	like '... with the reason' 'certificate|SSL|TLS' "$err"
	is '... before any request' 0 "$(standin_count)"
	(
		CURL_CA_BUNDLE='' SSL_NO_VERIFY=1 GIT_SSL_NO_VERIFY=1 PYTHONHTTPSVERIFY=0 NODE_TLS_REJECT_UNAUTHORIZED=0
		export CURL_CA_BUNDLE SSL_NO_VERIFY GIT_SSL_NO_VERIFY PYTHONHTTPSVERIFY NODE_TLS_REJECT_UNAUTHORIZED
		echo insecure >"$HOME/.curlrc"
		keyed fetch $some
	) >"$tmp/out" 2>"$tmp/err"
	is '... whatever the environment' '1 0' "$? $(standin_count)"
	rm -f "$HOME/.curlrc"

	# trusts the certificate, in a private mount namespace
	trusted() {
		unshare -m sh -c 'mount --bind "$1" "$(readlink -f /etc/ssl/certs/ca-certificates.crt)" && shift && exec "$@"' - \
		    "$tmp/tls.crt" "$@"
	}
	if trusted true 2>/dev/null; then
		tls_fetch() {
			fresh trusted env COMTRADE_API_KEY="$standin_key" \
			    "$bin/fetch-normalise" --base-url "$1" --pace 0 --cache "$tmp/tls-cache" --fetch $some
		}
		status 'a trusted certificate is accepted' 0 tls_fetch "$url"
		same '... and the rows are fetched' "$tmp/expected" "$tmp/out"
		openssl req -x509 -newkey rsa:2048 -nodes -keyout "$tmp/tls.key" -out "$tmp/tls.crt" -days 2 \
		    -subj /CN=example.com -addext subjectAltName=DNS:example.com 2>/dev/null
		standin_start "$tmp/tls.crt" "$tmp/tls.key"
		rm -rf "$tmp/tls-cache"
		status 'a trusted certificate of another host is refused' 1 tls_fetch "$url"
		like '... with the reason' 'subject name|host' "$err"
		is '... before any request' 0 "$(standin_count)"
	else
		skip 'a trusted certificate: only root can replace the trusted certificates'
	fi
	url=$http_url standin=$http_standin
else
	skip 'openssl is not installed'
fi

# plain HTTP to this machine bypasses proxies
server=$url
server_standin=$standin
standin_start
proxied() {
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	http_proxy=$url HTTP_PROXY=$url https_proxy=$url HTTPS_PROXY=$url all_proxy=$url ALL_PROXY=$url \
	    COMTRADE_API_KEY=$standin_key fetch-normalise --base-url "$1" --pace 0 --cache "$cache" --fetch $some
}
proxied "$server" >"$tmp/out" 2>"$tmp/err"
same 'a proxy in the environment: rows are fetched' "$tmp/expected" "$tmp/out"
proxied "http://127.0.0.2:${server##*:}" >"$tmp/out" 2>"$tmp/err"
proxied "http://localhost:${server##*:}" >"$tmp/out" 2>"$tmp/err"
is '... and the proxy gets no key for this machine, under any of its names' '' "$(cat "$standin/log" 2>/dev/null)"
url=$server standin=$server_standin
}
done_testing
