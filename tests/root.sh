# shellcheck shell=sh
# root.sh: a minimal Debian in a folder, for tests that need a machine of their own. Needs root.
#
# $TMPDIR holds it; $DEBIAN_MIRROR is another mirror than debootstrap's; $DEBIAN_ROOTS is a folder that
# has roots already, by the names of their releases, which are copied.
PATH=$PATH:/usr/sbin

# need_root TEST RELEASE: ends the test where there can be no such root, else sets $release.
need_root() {
	test=$1 release=$2
	case $release in
	bookworm | trixie | sid) ;;
	*)
		echo "$test: no release '$release'; bookworm, trixie or sid" >&2
		exit 2
		;;
	esac
	if [ "$(id -u)" -ne 0 ]; then
		echo "$test: only root may build a root with debootstrap" >&2
		exit 1
	fi
}

say() {
	echo "$test: $release: $*"
}

# new_root FOLDER: FOLDER, which is empty, becomes a root of that release.
new_root() {
	chmod 755 "$1"
	if [ -d "${DEBIAN_ROOTS-}/$release" ]; then
		cp -a "$DEBIAN_ROOTS/$release/." "$1"
	else
		# shellcheck disable=SC2086 # a word or none
		debootstrap --variant=minbase "$release" "$1" ${DEBIAN_MIRROR-} >"$1.log" 2>&1 || {
			tail -n 20 "$1.log"
			exit 1
		}
	fi
	cp /etc/resolv.conf "$1/etc/resolv.conf"
}

# inside ROOT USER COMMAND: runs a command as a user of the root. Its processes and mounts end with it.
# Nothing of the environment comes along but the proxy.
inside() {
	# shellcheck disable=SC2016 # the inner shell expands
	unshare --mount --pid --fork --kill-child /bin/sh -euc '
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp TERM=dumb \
			http_proxy="$4" https_proxy="$5" DEBIAN_FRONTEND=noninteractive \
			chroot --userspec="$2" "$1" /bin/sh -c "$3"
	' sh "$1" "$2" "$3" "${http_proxy-}" "${https_proxy-}"
}
