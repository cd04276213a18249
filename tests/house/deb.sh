#!/bin/sh
# deb.sh RELEASE: builds the package with make deb in a minimal Debian of that release, installs it in
# another one, runs the README's first pipeline there, and purges the package, which must leave no file.
# Needs root, and git for a clone.
set -eu
cd "$(dirname "$0")/../.."
. tests/house/root.sh
need_root deb "$1"

folder=$(mktemp -d "${TMPDIR:-/var/tmp}/reliance-deb.XXXXXX")
build=$folder/build target=$folder/target
trap 'rm -rf --one-file-system "$folder"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$build" "$target"

say 'building the package'
new_root "$build"
git clone -q --no-hardlinks . "$build/srv/reliance"
inside "$build" root 'cd /srv/reliance && sh scripts/setup --deb && make deb' </dev/null >"$folder/log" 2>&1 || {
	cat "$folder/log"
	exit 1
}
tail -n 3 "$folder/log"
grep -q '^dpkg-deb: building' "$folder/log"
say 'lintian has no warnings; its remarks:'
inside "$build" root 'cd /srv/reliance && lintian -I --pedantic bin/deb/*.changes 2>&1'

say 'preparing a fresh root with the dependencies of the package'
new_root "$target"
cp "$build"/srv/reliance/bin/deb/reliance_*.deb "$target/srv/reliance.deb"
# the lists of a mirror may have expired
inside "$target" root 'apt-get -qq -o Acquire::Check-Valid-Until=false update && apt-get -qq -y install --no-install-recommends man-db fish &&
	deb=/srv/reliance.deb && dpkg-deb -I $deb | sed -n "/Package:/,\$p" &&
	apt-get -qq -y satisfy "$(dpkg-deb -f $deb Depends), $(dpkg-deb -f $deb Recommends)"' \
	</dev/null >"$folder/log" 2>&1 || {
	cat "$folder/log"
	exit 1
}
sed -n '/^ *Package:/,/^ *Description:/p' "$folder/log"

# Everything that a package must not leave behind: not logs and package lists.
listing() {
	(cd "$target" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/log -o \
		-path ./var/cache -o -path ./var/lib/apt \) -prune -o -printf '%p %y %m %l\n') | LC_ALL=C sort
}
listing >"$folder/before"

say 'apt-get install ./reliance.deb'
inside "$target" root 'apt-get -y -o Dpkg::Use-Pty=0 install /srv/reliance.deb' </dev/null
installed=$(listing | diff "$folder/before" - | grep -c '^>')
say "$installed new paths"

# the first example of the README: its command and output
awk '/^```console/ { inside = 1; next } inside && /^```/ { exit } inside' README.md >"$folder/example"
command=$(sed -n '1s/^\$ //p' "$folder/example")
sed 1d "$folder/example" >"$folder/expected"
say "$command"
# shellcheck disable=SC2016 # the inner shell expands
inside "$target" nobody 'eval "$(reliance-env)" && cd /usr/share/doc/reliance/examples && '"$command" \
	</dev/null | tee "$folder/printed"
diff "$folder/expected" "$folder/printed"
long=$(printf '%s\n' "$command" | sed -E 's/(^|\| )([a-z])/\1reliance-\2/g')
say "$long"
inside "$target" nobody "cd /usr/share/doc/reliance/examples && $long | reliance-plot --x partner" </dev/null
# shellcheck disable=SC2016 # the inner shell expands
inside "$target" nobody 'eval "$(reliance-env)" && man -w rank reliance-rank && command -v rank &&
	fish -c "eval (reliance-env); command -v share" && ls /usr/bin | grep reliance' </dev/null

say 'apt-get purge reliance'
inside "$target" root 'apt-get -y -o Dpkg::Use-Pty=0 purge reliance' </dev/null
listing >"$folder/after"
diff "$folder/before" "$folder/after"
say 'no file is left'
