#!/bin/sh
# fresh.sh RELEASE: builds a minimal Debian of that release with debootstrap and runs the README's two
# commands in a clone there, first as a user who may not install anything. Needs root.
#
# $TMPDIR holds the root while it runs, 2 to 3 GB; tests/root.sh has more.
set -eu
cd "$(dirname "$0")/.."

. tests/root.sh
need_root fresh "$1"

root=$(mktemp -d "${TMPDIR:-/var/tmp}/reliance-fresh.XXXXXX")
trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
trap 'exit 1' HUP INT TERM

say 'building it with debootstrap'
new_root "$root"
git clone -q --no-hardlinks . "$root/srv/reliance"
in_clone() { # USER COMMAND
	inside "$root" "$1" "cd /srv/reliance && $2"
}

say 'sh scripts/demo as a user who may not install'
if in_clone nobody 'sh scripts/demo' >"$root.log" 2>&1 || ! grep -q 'apt-get install' "$root.log"; then
	cat "$root.log"
	say 'it does not say what to ask for'
	exit 1
fi
cat "$root.log"

for command in 'sh scripts/demo' 'sh scripts/test'; do
	say "$command"
	in_clone root "$command" </dev/null
done
say 'both commands passed'
