# shellcheck shell=sh
# root.sh: functions that create a minimal Debian in a folder, for tests that need a separate system. Need
# root.
#
# Roots are created in $TMPDIR. $DEBIAN_MIRROR overrides the mirror of debootstrap. $DEBIAN_ROOTS is a folder
# of prepared roots, named by release, which are copied.
PATH=$PATH:/usr/sbin

# need_root TEST RELEASE: exits if the release is unknown or the user is not root; sets $test and $release.
need_root() {
	test=$1 release=$2
	case $release in
	bookworm | trixie | sid) ;;
	*)
		echo "$test: unknown release '$release'; use bookworm, trixie or sid" >&2
		exit 2
		;;
	esac
	if [ "$(id -u)" -ne 0 ]; then
		echo "$test: debootstrap needs root" >&2
		exit 1
	fi
}

# say TEXT...: prints a message with the test and the release.
say() {
	echo "$test: $release: $*"
}

# new_root FOLDER: creates a root of that release in FOLDER, which is empty.
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
	# a network that inspects TLS has its own certificates
	if [ -n "${PIP_CERT-}" ]; then
		mkdir -p "$1/etc/ssl/certs"
		cp "$PIP_CERT" "$1/etc/ssl/certs/network.crt"
	fi
}

# inside ROOT USER COMMAND: runs a command as a user in the root. Its processes and mounts end with it. Of
# the environment only the proxy is passed.
inside() {
	# shellcheck disable=SC2016 # the inner shell expands
	unshare --mount --pid --fork --kill-child /bin/sh -euc '
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp TERM=dumb \
			http_proxy="$4" https_proxy="$5" ${6:+PIP_CERT=/etc/ssl/certs/network.crt} DEBIAN_FRONTEND=noninteractive \
			chroot --userspec="$2" "$1" /bin/sh -c "$3"
	' sh "$1" "$2" "$3" "${http_proxy-}" "${https_proxy-}" "${PIP_CERT-}"
}
