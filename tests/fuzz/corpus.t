#!/bin/sh
# The fuzzers find nothing in the files of tests/fuzz/corpus: small inputs of every kind, and those in which a
# fuzzer once found something. Also builds them as public fuzzing services do (build.sh), without an engine.
. tests/lib.sh
root=$PWD

if ! echo '#include <curl/curl.h>' | ${CC:-cc} -x c -fsyntax-only - 2>/dev/null; then
	skip 'the headers of libcurl are not here, with which the fuzzers are compared'
	done_testing
	exit
fi
case $bin in
*/asan) compiler=$(cat "$bin/compiler") flags='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all' ;;
*) compiler=$(command -v clang || echo "${CC:-cc}") flags='-O1 -g' ;;
esac
if CC=$compiler CFLAGS=$flags LIB_FUZZING_ENGINE=tests/fuzz/replay.c OUT=$tmp/out WORK=$bin sh tests/fuzz/build.sh >"$tmp/build" 2>&1; then
	pass 'the fuzzers are built'
else
	fail 'the fuzzers are built' "$(tail -n 20 "$tmp/build")"
fi
cd "$tmp" || exit 1
for folder in "$root"/tests/fuzz/corpus/*; do
	name=${folder##*/}
	is "$name: $(find "$folder" -type f | wc -l | tr -d ' ') inputs" "$(find "$folder" -type f | wc -l | tr -d ' ')" \
	    "$(find "$folder" -type f -exec "out/$name" {} + 2>&1)"
	ok "... which a service gets, too" python3 -m zipfile -t "out/${name}_seed_corpus.zip"
done
is 'every fuzzer has a corpus' "$(cd "$root/tests/fuzz" && ls -- *.c | sed -e '/replay.c/d' -e 's/\.c$//')" "$(ls "$root/tests/fuzz/corpus")"
done_testing
