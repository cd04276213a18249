#!/bin/sh
# install: make install puts things where people expect them, under any umask, prefix and name, and make
# uninstall leaves nothing of it. Two builds of the same sources are the same bytes.
. tests/lib.sh
. tests/examples.sh
unset MAKEFLAGS MFLAGS # of a make that runs us

system=$(dirname "$(command -v python3)"):/usr/bin:/bin
pipeline='fetch-normalise -q -f M testdata/usa-2024.csv | filter-hs -b rare-earths | aggregate | share | rank --top 5'

# made_install ROOT VARIABLE...: make install below ROOT, under a umask that hides all.
made_install() {
	root=$1
	shift
	(umask 077 && make -s B="$bin" install DESTDIR="$root" "$@")
}
made_uninstall() {
	root=$1
	shift
	make -s B="$bin" uninstall DESTDIR="$root" "$@"
}
# The paths below a folder, and what they are.
listing() {
	(cd "$1" && find . | LC_ALL=C sort)
}
# Does it print what the filters of the build print?
prints_the_table() {
	is "$1" "$(PATH=$bin:$system && eval "$pipeline")" "$2"
}

# --- plain
root="$tmp/a root"
ok 'make install' made_install "$root" PREFIX=/usr
is '... has files that all may read, whatever the umask' '' \
	"$(find "$root/usr" ! -type l ! -perm 644 ! -perm 755)"
is '... programs and folders that all may use' '' \
	"$(find "$root/usr/bin" "$root/usr" -type d ! -perm 755; find "$root/usr/bin" -type f ! -perm 755)"
is '... pages that are no programs' '' "$(find "$root/usr/share/man" -type f ! -perm 644)"
is '... no links that lead nowhere' '' "$(find "$root/usr" -type l ! -exec test -e {} \; -print)"
is '... and a page for each program' '' "$(for program in "$root"/usr/bin/*; do
	[ -f "$root/usr/share/man/man1/${program##*/}.1" ] || echo "$program"
done)"
prints_the_table 'the filters run from there' "$(PATH=$root/usr/bin:$system && eval "$pipeline")"
like '... and so do the scripts' '^CHN ' \
	"$(PATH=$root/usr/bin:$system && eval "$pipeline" | reliance-plot --x partner)"
is 'reliance-env names that folder' "$(cd "$root/usr/bin" && pwd -P)/rank" \
	"$(PATH=$system && eval "$("$root/usr/bin/reliance-env")" && command -v rank)"
is '... and nothing, once it is first' '' "$(PATH=$root/usr/bin:$system reliance-env)"
ok 'make uninstall' made_uninstall "$root" PREFIX=/usr
is '... leaves nothing' . "$(listing "$root")"
status '... and has nothing to do then' 2 made_uninstall "$root" PREFIX=/usr
like '... which it says' "reliance: nothing is installed there" "$err"

# --- beside what was there before
mkdir -p "$root/usr/share/man/man1" "$root/usr/share/man/de" "$root/usr/bin"
echo 'of somebody else' >"$root/usr/bin/sort"
listing "$root" >"$tmp/before"
made_install "$root" PREFIX=/usr
made_install "$root" PREFIX=/usr # an upgrade
made_uninstall "$root" PREFIX=/usr
listing "$root" >"$tmp/after"
same 'what was there before stays, empty folders too, after an upgrade too' "$tmp/before" "$tmp/after"

# --- each folder by its GNU name
set -- prefix=/x exec_prefix=/y bindir=/programs mandir=/manual datadir=/parts
made_install "$tmp/gnu" "$@"
is 'folders by their GNU names' 'manual parts programs' "$(cd "$tmp/gnu" && echo *)"
like '... of which the scripts find their parts' '^CHN ' \
	"$(PATH=$tmp/gnu/programs:$system && eval "$pipeline" | reliance-plot --x partner)"
made_uninstall "$tmp/gnu" "$@"
is '... and uninstall them' . "$(listing "$tmp/gnu")"

# --- under other names
root=$tmp/named
made_install "$root" PREFIX=/usr NAME_PREFIX=our_x.
PATH=$root/usr/bin:$system
is 'NAME_PREFIX: programs' 'our_x.aggregate our_x.concentration our_x.fetch-normalise our_x.filter-hs our_x.rank our_x.share' \
	"$(cd "$root/usr/bin" && echo our_x.*)"
is '... in --help' 'Usage: our_x.filter-hs [OPTION]... CODES [FILE]...
  or:  our_x.filter-hs [OPTION]... -b NAME [FILE]...' "$(our_x.filter-hs --help | head -n 2)"
like '... in --version' '^our_x\.rank \(reliance\) [0-9.]+$' "$(our_x.rank --version)"
status '... in messages' 2 our_x.share --no-such-option
like '... their name' "^our_x\.share: unknown option .*see our_x\.share --help" "$err"
status '... and those of others' 1 sh -c 'printf "period,partner,value_usd\n1,CHN,2\n1,CHN,3\n" | our_x.concentration'
like '... and those of others: aggregate' 'our_x\.aggregate first' "$err"
status '... in marks, which are known' 1 sh -c 'printf "flow,value_usd\nM,1\nM,x\n" | our_x.rank -g flow | our_x.aggregate'
is '... as marks' 'flow,value_usd
!our_x.rank failed' "$(cat "$tmp/out")"
like '... and said' '^our_x\.aggregate: <stdin>:.*our_x\.rank failed' "$err"
like '... in the help of scripts' 'as in our_x\.fetch-normalise' "$(reliance-claims --help)"
status '... in their messages' 2 reliance-report -b magnets -r Atlantis -y 2023 -o "$tmp/x" "$data/usa-2024.csv"
like '... a list of countries' 'our_x\.fetch-normalise --list-countries' "$err"
prints_the_table 'reliance-env: under their short names' \
	"$(eval "$(reliance-env)" && eval "$pipeline")"
for shell in bash zsh fish; do
	if ! command -v $shell >/dev/null; then
		skip "$shell is not here"
		continue
	fi
	line='eval "$(reliance-env)"'
	[ $shell != fish ] || line='eval (reliance-env)'
	is "... in $shell" "$(cd "$root/usr/libexec/reliance/bin" && pwd -P)/rank" \
		"$($shell -c "$line; command -v rank")"
done
ok '... beside their pages' grep -q '^\.Nm our_x.rank$' "$root/usr/libexec/reliance/share/man/man1/rank.1"

# --- the pages of other names
pages=$root/usr/share/man
is 'a page per program' "$(cd "$root/usr/bin" && echo *)" \
	"$(cd "$pages/man1" && for page in *; do printf '%s ' "${page%.1}"; done | sed 's/ $//')"
names='fetch-normalise|filter-hs|aggregate|share|rank|concentration'
is '... with that name in their titles and references' '' \
	"$(grep -E "(^|[ .])(Nm|Xr|Ic) ($names)( |\$)|^\.Nm .*($names)" "$pages"/man?/* | grep -v our_x)"
ok '... the title in capitals' grep -q '^\.Dt OUR_X\.FILTER-HS 1$' "$pages/man1/our_x.filter-hs.1"
mkdir "$tmp/place"
ln -s "$data" "$tmp/place/testdata"
for page in "$pages"/man1/our_x.filter-hs.1 "$pages"/man1/our_x.aggregate.1 "$pages"/man1/reliance-claims.1 \
	"$pages"/man5/trade-csv.5; do
	examples "$tmp" "$page"
	n=1
	while [ -f "$tmp/$n.sh" ]; do
		if grep -q ^mlr "$tmp/$n.sh" && ! command -v mlr >/dev/null; then
			skip 'mlr is not here'
		else
			(cd "$tmp/place" && sh "$tmp/$n.sh") >"$tmp/got" 2>/dev/null
			same "${page##*/}: $(head -n 1 "$tmp/$n.sh" | tr '\\' /)" "$tmp/$n.out" "$tmp/got"
		fi
		rm "$tmp/$n.sh"
		n=$((n + 1))
	done
done
PATH=$bin:$system
made_uninstall "$root" PREFIX=/usr NAME_PREFIX=our_x.
is 'uninstall under other names leaves nothing' . "$(listing "$root")"

# --- hardened
if [ "${SANITIZED-}" = 1 ] || ! command -v readelf >/dev/null; then
	skip 'these programs are sanitized, or readelf is not here'
else
	elf=$(readelf -W -h -l -d -s "$bin/rank")
	while read -r flag sign; do
		if grep -q -e "$flag" "$bin/obj/hardening.mk"; then
			like "hardened by $flag" "$sign" "$elf"
		else
			skip "this compiler has no $flag"
		fi
	done <<-'END'
		-pie Type: *DYN
		relro GNU_RELRO
		,now BIND_NOW|FLAGS_1.*NOW
		-fstack-protector-strong __stack_chk_fail
		-D_FORTIFY_SOURCE __[a-z]+_chk
	END
fi

# --- the same bytes
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
is 'the builds say nothing' '' "$(cat "$tmp/err")"
ok '... and make something' test -x "$tmp/one/bin/rank"
is 'two builds in two folders are the same bytes' '' \
	"$(diff -r --no-dereference -x '*.d' "$tmp/one/bin" "$tmp/other/bin" 2>&1)"
[ "${LONG-}" != 1 ] || ok 'static programs come with notices' test -s "$tmp/one/bin/static/NOTICES"
notices=$(sh scripts/dist/notices "${CC:-cc}" isal 1.0)
for library in libcsv yajl zlib isal 'glibc|musl'; do
	like "notices: $library, its version and home" "^  ($library) .*https:" "$notices"
	like '... and its license' "^($library)\$" "$notices"
done
like '... the LGPL, which libcsv asks for' '^ +GNU LESSER GENERAL PUBLIC LICENSE' "$notices"

# --- the sources
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	sh scripts/dist/tarball "$tmp/dist" 1.0 >/dev/null 2>&1
	(umask 077 && sh scripts/dist/tarball "$tmp/again" 1.0) >/dev/null 2>&1
	same 'make dist: the same commit, the same bytes' "$tmp/dist/reliance-1.0.tar.gz" "$tmp/again/reliance-1.0.tar.gz"
	ok '... whose sum is told' sh -c 'cd "$1" && sha256sum -c SHA256SUMS' sum "$tmp/dist"
	is '... of all that is committed' "$(git ls-tree -r --name-only HEAD | wc -l)" \
		"$(tar -tzf "$tmp/dist/reliance-1.0.tar.gz" | grep -vc '/$')"
else
	skip 'this is no clone, of which a tarball could be made'
fi
done_testing
