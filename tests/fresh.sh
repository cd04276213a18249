#!/bin/sh
# fresh.sh RELEASE: builds a minimal Debian of that release with debootstrap and runs the README's two
# commands in a clone there, first as a user who may not install anything. Needs root.
#
# $TMPDIR holds the root while it runs, 2 to 3 GB; $DEBIAN_MIRROR is another mirror than debootstrap's.
set -eu
cd "$(dirname "$0")/.."

release=$1
case $release in
bookworm | trixie | sid) ;;
*)
	echo "fresh: no release '$release'; bookworm, trixie or sid" >&2
	exit 2
	;;
esac
if [ "$(id -u)" -ne 0 ]; then
	echo 'fresh: only root may build a root with debootstrap' >&2
	exit 1
fi
PATH=$PATH:/usr/sbin

say() {
	echo "fresh: $release: $*"
}

root=$(mktemp -d "${TMPDIR:-/var/tmp}/reliance-fresh.XXXXXX")
trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$root"

# inside USER COMMAND: runs a command in the clone as a user of the root. Its processes and mounts end
# with it. Nothing of the environment comes along but the proxy.
inside() {
	# shellcheck disable=SC2016 # the inner shell expands
	unshare --mount --pid --fork --kill-child /bin/sh -euc '
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp TERM=dumb \
			http_proxy="$4" https_proxy="$5" \
			chroot --userspec="$2" "$1" /bin/sh -c "cd /srv/reliance && $3"
	' sh "$root" "$1" "$2" "${http_proxy-}" "${https_proxy-}"
}

say 'building it with debootstrap'
# shellcheck disable=SC2086 # a word or none
debootstrap --variant=minbase "$release" "$root" ${DEBIAN_MIRROR-} >"$root.log" 2>&1 || {
	tail -n 20 "$root.log"
	exit 1
}
cp /etc/resolv.conf "$root/etc/resolv.conf"
git clone -q --no-hardlinks . "$root/srv/reliance"

say 'sh scripts/demo as a user who may not install'
if inside nobody 'sh scripts/demo' >"$root.log" 2>&1 || ! grep -q 'apt-get install' "$root.log"; then
	cat "$root.log"
	say 'it does not say what to ask for'
	exit 1
fi
cat "$root.log"

for command in 'sh scripts/demo' 'sh scripts/test'; do
	say "$command"
	inside root "$command" </dev/null
done
say 'both commands passed'
