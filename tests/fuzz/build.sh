#!/bin/sh
# build [NAME...]: builds the fuzzers, or these, as public fuzzing services do: with the compiler $CC, its flags
# $CFLAGS, and $LIB_FUZZING_ENGINE, which has the main(). Puts programs and their corpora (NAME_seed_corpus.zip)
# into $OUT, objects into $WORK. A service needs the packages of scripts/setup.
set -eu
: "${CC:=clang}" "${CFLAGS=-O1 -g -fsanitize=fuzzer-no-link}" "${LIB_FUZZING_ENGINE=-fsanitize=fuzzer}"
: "${OUT:?is the folder for the programs}" "${WORK:=$OUT/work}"
cd "$(dirname "$0")/../.."
mkdir -p "$OUT" "$WORK"

# in the order of their dependencies
archives=
for room in comtrade source trade lib; do
	archives="$archives $WORK/obj/$room.a"
done
# shellcheck disable=SC2086 # lists
make -s -j"$(getconf _NPROCESSORS_ONLN)" B="$WORK" CC="$CC" CFLAGS="$CFLAGS" HARDEN=no $archives
libraries=$(make -s CC="$CC" libs)

[ $# -gt 0 ] || set -- address arguments bytes csvin dataset decimal indices json
for name; do
	more=
	case $name in
	address) more=-lcurl ;; # the reference
	indices) more='src/concentration/group.c src/concentration/indices.c' ;;
	esac
	# shellcheck disable=SC2086 # flags and libraries are several words
	$CC -D_POSIX_C_SOURCE=200809L -Isrc -std=c11 -Wall -Wextra $CFLAGS -o "$OUT/$name" "tests/fuzz/$name.c" \
		$LIB_FUZZING_ENGINE $more $archives ${LDFLAGS-} $libraries
	rm -f "$OUT/${name}_seed_corpus.zip"
	python3 -m zipfile -c "$OUT/${name}_seed_corpus.zip" "tests/fuzz/corpus/$name"
done
