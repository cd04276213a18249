#!/bin/sh
# fuzz: runs every parser on random input under sanitizers, FUZZ_SECONDS (default 60) each, from the files of
# tests/fuzz/corpus on. `scripts/test --long` runs it; `tests/fuzz/fuzz.sh csvin` runs one parser. What makes
# one fail goes into its corpus, which the suite replays (corpus.t).
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
	for text in "$1"/*.csv; do
		gzip -c "$text" >"$text.gz"
		gzip -nc "$text" | tail -c +11 >"$text.deflate"
	done
	python3 -c 'import sys; sys.dont_write_bytecode = True; sys.path.insert(0, "tests/standin")
import service, trade
print(service.availability(trade.Data({}), ["2012"], {"reporterCode": "842,392"})[1])' >"$1/datasets.json"
	printf 'code,checksum,reporter,reporter_code,period,edition,records,first_released,last_released\n%s\n' \
		20842201201052000,-5,USA,842,2012,H4,7,2013-01-01T08:30:05,2013-01-01T08:30:05 >"$1/datasets"
	printf '!rank failed\n' >"$1/failed"
	cat "$1"/usa-2024.csv.gz "$1"/baci-2023.csv.gz >"$1/joined.gz"
}

[ $# -gt 0 ] || set -- address arguments bytes csvin dataset decimal indices json
if ! CC=clang CFLAGS="$flags -fsanitize=fuzzer-no-link" LIB_FUZZING_ENGINE=-fsanitize=fuzzer OUT=$build WORK=$build \
	sh tests/fuzz/build.sh "$@" >"$tmp/build" 2>&1; then
	fail 'the build for fuzzing' "$(tail -n 20 "$tmp/build")"
	done_testing
	exit 1
fi

corpus=$PWD/tests/fuzz/corpus
for parser; do
	# bin/fuzz/corpus keeps the inputs that earlier runs found
	mkdir -p "$build/corpus/$parser"
	seeds "$tmp/seeds"
	if (cd "$tmp" && "$build/$parser" -max_total_time="$seconds" -timeout=20 -max_len=4096 \
		-verbosity=0 -artifact_prefix="$build/" "$build/corpus/$parser" "$corpus/$parser" "$tmp/seeds") \
		>"$tmp/log" 2>&1; then
		pass "$parser: $seconds seconds of random input"
	else
		fail "$parser: $seconds seconds of random input" "$(grep -v '^#[0-9]' "$tmp/log" | tail -n 40)"
	fi
done
done_testing
