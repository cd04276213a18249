#!/bin/sh
# libraries.sh CC FOLDER: compiles libcsv, yajl and zlib, whose sources sources.sh fetched, with the compiler
# CC into include/ and lib/ of a new folder.
set -eu
cc=$1
sources=${XDG_CACHE_HOME:-$HOME/.cache}/reliance/cross
if [ ! -d "$sources" ]; then
	echo "libraries.sh: no sources in $sources; run sh scripts/setup --cross" >&2
	exit 1
fi
mkdir -p "$2/include/yajl" "$2/lib"
folder=$(cd "$2" && pwd)

unpack() {
	mkdir "$folder/$1"
	tar -xf "$sources/$1"_*.orig.tar.* -C "$folder/$1" --strip-components=1 --no-same-owner
}

# library NAME SOURCE FILE...: compiles files of the folder SOURCE into lib/libNAME.a
library() (
	name=$1
	cd "$folder/$2"
	shift 2
	$cc -O2 -DHAVE_UNISTD_H -I. -I"$folder/include" -c "$@"
	"$($cc -print-prog-name=ar)" rc "$folder/lib/lib$name.a" ./*.o
)

for source in libcsv yajl zlib; do
	unpack $source
done
cp "$folder/libcsv/csv.h" "$folder/zlib/zlib.h" "$folder/zlib/zconf.h" "$folder/include"
cp "$folder/yajl/src/api/"*.h "$folder/include/yajl"
library csv libcsv libcsv.c
library yajl yajl/src yajl.c yajl_alloc.c yajl_buf.c yajl_encode.c yajl_lex.c yajl_parser.c
library z zlib adler32.c crc32.c deflate.c gzclose.c gzlib.c gzread.c gzwrite.c inffast.c inflate.c \
	inftrees.c trees.c zutil.c
