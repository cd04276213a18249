#!/bin/sh
# fresh.sh RELEASE: creates a minimal Debian of that release with debootstrap and runs the README's two
# commands in a clone there, first as a user without the right to install packages. Needs root.
#
# The root takes 2 to 3 GB in $TMPDIR while the test runs; see tests/house/root.sh for other variables.
set -eu
cd "$(dirname "$0")/../.."

. tests/house/root.sh
need_root fresh "$1"

root=$(mktemp -d "${TMPDIR:-/var/tmp}/reliance-fresh.XXXXXX")
trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
trap 'exit 1' HUP INT TERM

say 'building a root with debootstrap'
new_root "$root"
git clone -q --no-hardlinks . "$root/srv/reliance"
in_clone() { # USER COMMAND
	inside "$root" "$1" "cd /srv/reliance && $2"
}

say 'sh scripts/demo as a user without root'
if in_clone nobody 'sh scripts/demo' >"$root.log" 2>&1 || ! grep -q 'apt-get install' "$root.log"; then
	cat "$root.log"
	say 'the message does not name the missing packages'
	exit 1
fi
cat "$root.log"

for command in 'sh scripts/demo' 'sh scripts/test'; do
	say "$command"
	in_clone root "$command" </dev/null
done
say 'both commands passed'
