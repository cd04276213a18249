#!/bin/sh
# install: make install works under any umask, prefix and name, and make uninstall removes every file. Two
# builds of the same sources give the same bytes.
. tests/lib.sh
. tests/examples.sh
unset MAKEFLAGS MFLAGS # set if make runs this test

system=$(dirname "$(command -v python3)"):/usr/bin:/bin
pipeline='fetch-normalise -q -f M testdata/usa-2024.csv | filter-hs -b rare-earths | aggregate | share | rank --top 5'

# run_install ROOT VARIABLE...: make install below ROOT, under a umask that hides every file.
run_install() {
	root=$1
	shift
	(umask 077 && make -s B="$bin" install DESTDIR="$root" "$@")
}
run_uninstall() {
	root=$1
	shift
	make -s B="$bin" uninstall DESTDIR="$root" "$@"
}
# listing FOLDER: prints the paths below a folder.
listing() {
	(cd "$1" && find . | LC_ALL=C sort)
}
# prints_the_table DESCRIPTION TEXT: tests that TEXT is the output of the built filters.
prints_the_table() {
	is "$1" "$(PATH=$bin:$system && eval "$pipeline")" "$2"
}

# --- plain
root="$tmp/a root"
ok 'make install' run_install "$root" PREFIX=/usr
is '... gives files that everybody can read, under any umask' '' \
	"$(find "$root/usr" ! -type l ! -perm 644 ! -perm 755)"
is '... programs and folders that everybody can use' '' \
	"$(find "$root/usr/bin" "$root/usr" -type d ! -perm 755; find "$root/usr/bin" -type f ! -perm 755)"
is '... pages that are not executable' '' "$(find "$root/usr/share/man" -type f ! -perm 644)"
is '... no dangling links' '' "$(find "$root/usr" -type l ! -exec test -e {} \; -print)"
is '... and a page for each program' '' "$(for program in "$root"/usr/bin/*; do
	[ -f "$root/usr/share/man/man1/${program##*/}.1" ] || echo "$program"
done)"
prints_the_table 'the installed filters run' "$(PATH=$root/usr/bin:$system && eval "$pipeline")"
like '... and so do the scripts' '^CHN ' \
	"$(PATH=$root/usr/bin:$system && eval "$pipeline" | reliance-plot --x partner)"
is 'reliance-env adds their folder to PATH' "$(cd "$root/usr/bin" && pwd -P)/rank" \
	"$(PATH=$system && eval "$("$root/usr/bin/reliance-env")" && command -v rank)"
is '... and prints nothing if it is already first' '' "$(PATH=$root/usr/bin:$system reliance-env)"
ok 'make uninstall' run_uninstall "$root" PREFIX=/usr
is '... leaves nothing' . "$(listing "$root")"
status '... and fails a second time' 2 run_uninstall "$root" PREFIX=/usr
like '... with a message' "reliance: nothing is installed there" "$err"

# --- among existing files
mkdir -p "$root/usr/share/man/man1" "$root/usr/share/man/de" "$root/usr/bin"
echo 'another program' >"$root/usr/bin/sort"
listing "$root" >"$tmp/before"
run_install "$root" PREFIX=/usr
run_install "$root" PREFIX=/usr # an upgrade
run_uninstall "$root" PREFIX=/usr
listing "$root" >"$tmp/after"
same 'existing files and empty folders stay, also after an upgrade' "$tmp/before" "$tmp/after"

# --- GNU names of folders
set -- prefix=/x exec_prefix=/y bindir=/programs mandir=/manual datadir=/parts
run_install "$tmp/gnu" "$@"
is 'folders are set by their GNU names' 'manual parts programs' "$(cd "$tmp/gnu" && echo *)"
like '... and scripts find their package there' '^CHN ' \
	"$(PATH=$tmp/gnu/programs:$system && eval "$pipeline" | reliance-plot --x partner)"
run_uninstall "$tmp/gnu" "$@"
is '... and uninstall removes them' . "$(listing "$tmp/gnu")"

# --- under other names
root=$tmp/named
run_install "$root" PREFIX=/usr NAME_PREFIX=our_x.
PATH=$root/usr/bin:$system
is 'NAME_PREFIX: names of programs' 'our_x.aggregate our_x.concentration our_x.fetch-normalise our_x.fill our_x.filter-hs our_x.rank our_x.share our_x.table' \
	"$(cd "$root/usr/bin" && echo our_x.*)"
is '... in --help' 'Usage: our_x.filter-hs [OPTION]... CODES [FILE]...
  or:  our_x.filter-hs [OPTION]... -b NAME | --where COL=V [FILE]...' "$(our_x.filter-hs --help | head -n 2)"
like '... in --version' '^our_x\.rank \(reliance\) [0-9.]+$' "$(our_x.rank --version)"
status '... in messages' 2 our_x.share --no-such-option
like '... their own name' "^our_x\.share: unknown option .*see our_x\.share --help" "$err"
status '... and the names of other filters' 1 sh -c 'printf "period,partner,value_usd\n1,CHN,2\n1,CHN,3\n" | our_x.concentration'
like '... such as aggregate' 'our_x\.aggregate first' "$err"
status '... in failure marks, which filters detect' 1 sh -c 'printf "flow,value_usd\nM,1\nM,x\n" | our_x.rank -g flow | our_x.aggregate'
is '... the mark has the name' 'flow,value_usd
!our_x.rank failed' "$(cat "$tmp/out")"
like '... and so has the message' '^our_x\.aggregate: <stdin>:.*our_x\.rank failed' "$err"
like '... in the help of scripts' 'as in our_x\.fetch-normalise' "$(reliance-claims --help)"
status '... in messages of scripts' 2 reliance-report -b magnets -r Atlantis -y 2023 -o "$tmp/x" "$data/usa-2024.csv"
like '... for the list of countries' 'our_x\.fetch-normalise --list-countries' "$err"
prints_the_table 'reliance-env: the short names work' \
	"$(eval "$(reliance-env)" && eval "$pipeline")"
for shell in bash zsh fish; do
	if ! command -v $shell >/dev/null; then
		skip "$shell is not installed"
		continue
	fi
	line='eval "$(reliance-env)"'
	[ $shell != fish ] || line='eval (reliance-env)'
	is "... in $shell" "$(cd "$root/usr/libexec/reliance/bin" && pwd -P)/rank" \
		"$($shell -c "$line; command -v rank")"
done
ok '... with their manual pages' grep -q '^\.Nm our_x.rank$' "$root/usr/libexec/reliance/share/man/man1/rank.1"

# --- manual pages under other names
pages=$root/usr/share/man
is 'each program has a page' "$(cd "$root/usr/bin" && echo *)" \
	"$(cd "$pages/man1" && for page in *; do printf '%s ' "${page%.1}"; done | sed 's/ $//')"
names='fetch-normalise|filter-hs|fill|aggregate|share|rank|concentration|table'
is '... with its name in titles and references' '' \
	"$(grep -E "(^|[ .])(Nm|Xr|Ic) ($names)( |\$)|^\.Nm .*($names)" "$pages"/man?/* | grep -v our_x)"
ok '... with the title in capitals' grep -q '^\.Dt OUR_X\.FILTER-HS 1$' "$pages/man1/our_x.filter-hs.1"
mkdir "$tmp/work"
ln -s "$data" "$tmp/work/testdata"
for page in "$pages"/man1/our_x.filter-hs.1 "$pages"/man1/our_x.aggregate.1 "$pages"/man1/reliance-claims.1 \
	"$pages"/man5/trade-csv.5; do
	examples "$tmp" "$page"
	n=1
	while [ -f "$tmp/$n.sh" ]; do
		if grep -q ^mlr "$tmp/$n.sh" && ! command -v mlr >/dev/null; then
			skip 'mlr is not installed'
		else
			(cd "$tmp/work" && sh "$tmp/$n.sh") >"$tmp/got" 2>/dev/null
			same "${page##*/}: $(head -n 1 "$tmp/$n.sh" | tr '\\' /)" "$tmp/$n.out" "$tmp/got"
		fi
		rm "$tmp/$n.sh"
		n=$((n + 1))
	done
done
PATH=$bin:$system
run_uninstall "$root" PREFIX=/usr NAME_PREFIX=our_x.
is 'uninstall removes files of other names' . "$(listing "$root")"

# --- hardened
if [ "${SANITIZED-}" = 1 ] || ! command -v readelf >/dev/null; then
	skip 'these programs are sanitized, or readelf is not installed'
else
	elf=$(readelf -W -h -l -d -s "$bin/rank")
	while read -r flag sign; do
		if grep -q -e "$flag" "$bin/obj/hardening.mk"; then
			like "hardened by $flag" "$sign" "$elf"
		else
			skip "this compiler does not support $flag"
		fi
	done <<-'END'
		-pie Type: *DYN
		relro GNU_RELRO
		,now BIND_NOW|FLAGS_1.*NOW
		-fstack-protector-strong __stack_chk_fail
		-D_FORTIFY_SOURCE __[a-z]+_chk
	END
fi

# --- reproducible builds
build_copy() { # FOLDER TARGET...
	mkdir "$1"
	cp -R src scripts tests Makefile LICENSE "$1"
	(cd "$1" && shift && make -s "$@")
}
if [ "${LONG-}" = 1 ]; then
	set -- all unit static
else
	set -- CFLAGS='-O0 -g' bin/rank bin/obj/trade/countries.csv.o
fi
build_copy "$tmp/one" "$@" >"$tmp/err" 2>&1
build_copy "$tmp/other" "$@" >>"$tmp/err" 2>&1
is 'the builds print nothing' '' "$(cat "$tmp/err")"
ok '... and make the programs' test -x "$tmp/one/bin/rank"
is 'two builds in two folders give the same bytes' '' \
	"$(diff -r --no-dereference -x '*.d' "$tmp/one/bin" "$tmp/other/bin" 2>&1)"
[ "${LONG-}" != 1 ] || ok 'static programs have notices' test -s "$tmp/one/bin/static/NOTICES"
notices=$(sh scripts/dist/notices "${CC:-cc}" isal 1.0)
for library in libcsv yajl zlib isal 'glibc|musl'; do
	like "notices: $library, its version and home" "^  ($library) .*https:" "$notices"
	like '... and its license' "^($library)\$" "$notices"
done
like '... the LGPL, which libcsv requires' '^ +GNU LESSER GENERAL PUBLIC LICENSE' "$notices"

# --- the sources
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	sh scripts/dist/tarball "$tmp/dist" 1.0 >/dev/null 2>&1
	(umask 077 && sh scripts/dist/tarball "$tmp/again" 1.0) >/dev/null 2>&1
	same 'make dist: the same commit gives the same bytes' "$tmp/dist/reliance-1.0.tar.gz" "$tmp/again/reliance-1.0.tar.gz"
	ok '... with the right checksum' sh -c 'cd "$1" && sha256sum -c SHA256SUMS' sum "$tmp/dist"
	is '... with all committed files' "$(git ls-tree -r --name-only HEAD | wc -l)" \
		"$(tar -tzf "$tmp/dist/reliance-1.0.tar.gz" | grep -vc '/$')"
else
	skip 'not a clone, so there is no tarball'
fi
done_testing
