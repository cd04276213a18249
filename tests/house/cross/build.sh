#!/bin/sh
# build.sh MACHINE: builds the filters and the unit tests for musl (on this machine), aarch64 or s390x in
# bin/cross/MACHINE, as commands that run here. They are linked statically, so they cannot download.
# Programs for other processors are in foreign/ there, and the commands are scripts that run them by qemu.
set -eu
cd "$(dirname "$0")/../../.."
machine=$1
folder=bin/cross/$machine
case $machine in
musl) cc=musl-gcc programs=$folder ;;
*) cc=$machine-linux-gnu-gcc programs=$folder/foreign ;;
esac

# rebuilt when the compiler changes
compiler=$($cc --version | head -n 1)
if [ "$(cat "$folder/compiler" 2>/dev/null)" != "$compiler" ]; then
	rm -rf "$folder"
	sh tests/house/cross/libraries.sh "$cc" "$folder/libraries"
	echo "$compiler" >"$folder/compiler"
fi

make -s -j2 B="$programs" CC="$cc" AR="$($cc -print-prog-name=ar)" INFLATE=zlib FETCH=no \
	CPPFLAGS="-isystem $folder/libraries/include" LDFLAGS="-static -L$folder/libraries/lib" \
	CFLAGS='-O2 -g' WERROR=-Werror all unit

[ "$programs" != "$folder" ] || exit 0
mkdir -p "$folder/unit"
for program in "$programs"/* "$programs"/unit/*; do
	name=${program#"$programs/"}
	case $name in obj | unit | reliance-*) continue ;; esac
	printf '#!/bin/sh\nexec qemu-%s -0 "$0" "%s" "$@"\n' "$machine" "$PWD/$program" >"$folder/$name"
	chmod +x "$folder/$name"
done
