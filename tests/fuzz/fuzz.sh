#!/bin/sh
# fuzz: runs every parser on random input under sanitizers, FUZZ_SECONDS (default 60) each.
# `scripts/test --long` runs it; `tests/fuzz/fuzz.sh csvin` runs one parser.
# shellcheck source=tests/lib.sh
. tests/lib.sh

seconds=${FUZZ_SECONDS:-60}
flags='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all'
build=$PWD/bin/fuzz
export RELIANCE_HASH_SEED=1 # a finding can be repeated

if ! command -v clang >/dev/null ||
	! echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
		clang -x c - -fsanitize=fuzzer -o "$tmp/probe" 2>/dev/null; then
	skip 'clang with libFuzzer is not installed'
	done_testing
	exit
fi

# seeds FOLDER: writes small inputs of every kind to start from
seeds() {
	mkdir -p "$1"
	for file in "$data"/*; do
		head -c 1500 "$file" >"$1/${file##*/}"
	done
	printf 'a,"b ""c""",d\n"",\n' >"$1/quoted"
	for argument in 12 -0.5 2.716e+12 999999999999999999.9999999995 15e-10 \
		'02012-2023,202401' '1280530,2801-2805;28' '2EU;AUT;1995-01-01;2020' '3Korea, Rep.' '3842' '3!rank failed'; do
		printf '%s' "$argument" >"$1/argument-$(printf '%s' "$argument" | cksum | cut -d ' ' -f 1)"
	done
	for text in "$1"/*.csv; do
		gzip -c "$text" >"$text.gz"
		gzip -nc "$text" | tail -c +11 >"$text.deflate"
	done
	for host in https://comtradeapi.un.org http://127.0.0.1:80 'http://[::1]:80' http://localhost/a \
		http://127.0.0.1@x 'http://[::1]x.com' http://127.0.0.1.x.com; do
		printf '%s' "$host" >"$1/host-$(printf '%s' "$host" | cksum | cut -d ' ' -f 1)"
	done
	python3 -c 'import sys; sys.dont_write_bytecode = True; sys.path.insert(0, "tests/standin")
import service, trade
print(service.availability(trade.Data({}), ["2012"], {"reporterCode": "842,392"})[1])' >"$1/datasets.json"
	printf 'code,checksum,reporter,reporter_code,period,edition,records,first_released,last_released\n%s\n' \
		20842201201052000,-5,USA,842,2012,H4,7,2013-01-01T08:30:05,2013-01-01T08:30:05 >"$1/datasets"
	printf '!rank failed\n' >"$1/failed"
	cat "$1"/usa-2024.csv.gz "$1"/baci-2023.csv.gz >"$1/joined.gz"
}

libs=$(make -s CC=clang libs)

# the archives of the programs, instrumented for the fuzzer, in the order of their dependencies
archives=
for room in comtrade source trade lib; do
	archives="$archives $build/obj/$room.a"
done
# shellcheck disable=SC2086 # a list
if ! make -j4 B="$build" CC=clang CFLAGS="$flags -fsanitize=fuzzer-no-link" $archives >"$tmp/build" 2>&1; then
	fail 'the build for fuzzing' "$(tail -n 20 "$tmp/build")"
	done_testing
	exit 1
fi

[ $# -gt 0 ] || set -- address arguments bytes csvin dataset decimal indices json
for parser; do
	more=
	case $parser in
	address) more=-lcurl ;; # the reference
	indices) more='src/concentration/group.c src/concentration/indices.c' ;;
	esac
	# shellcheck disable=SC2086 # flags and libraries are several words
	if ! clang -D_POSIX_C_SOURCE=200809L -Isrc -std=c11 -Wall -Wextra $flags -fsanitize=fuzzer \
		-o "$build/$parser" "tests/fuzz/$parser.c" $more $archives \
		${LDFLAGS-} $libs >"$tmp/build" 2>&1; then
		fail "$parser: the build" "$(tail -n 20 "$tmp/build")"
		continue
	fi
	# bin/fuzz/corpus keeps the inputs that earlier runs found
	mkdir -p "$build/corpus/$parser"
	seeds "$tmp/seeds"
	if (cd "$tmp" && "$build/$parser" -max_total_time="$seconds" -timeout=20 -max_len=4096 \
		-verbosity=0 -artifact_prefix="$build/" "$build/corpus/$parser" "$tmp/seeds") \
		>"$tmp/log" 2>&1; then
		pass "$parser: $seconds seconds of random input"
	else
		fail "$parser: $seconds seconds of random input" "$(grep -v '^#[0-9]' "$tmp/log" | tail -n 40)"
	fi
done
done_testing
