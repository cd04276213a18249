#!/bin/sh
# sources.sh: downloads the sources of libcsv, yajl and zlib of this Debian release into
# ${XDG_CACHE_HOME:-~/.cache}/reliance/cross, unless that folder exists. Most systems list no source
# packages, so apt-get uses a separate list. The lists of the system do not change.
set -eu
folder=${XDG_CACHE_HOME:-$HOME/.cache}/reliance/cross
[ ! -d "$folder" ] || exit 0

echo "sources.sh: fetching the sources of libcsv, yajl and zlib into $folder" >&2
rm -rf "$folder.new"
mkdir -p "$folder.new/lists/partial"
cd "$folder.new"
signed=
for key in /usr/share/keyrings/debian-archive-keyring.pgp /usr/share/keyrings/debian-archive-keyring.gpg; do
	[ ! -f $key ] || signed="[signed-by=$key]"
done
# apt-get expands the escaped variables
apt-get indextargets --format "deb-src $signed \$(REPO_URI) \$(RELEASE) \$(COMPONENT)" \
	'Created-By: Packages' 'Label: Debian' 'Component: main' | sort -u >list
if [ ! -s list ]; then
	echo 'sources.sh: apt-get has no list of Debian packages; run apt-get update' >&2
	exit 1
fi
set -- -qq -o Dir::Etc::SourceList="$PWD/list" -o Dir::Etc::SourceParts=- \
	-o Dir::State::Lists="$PWD/lists" -o Dir::Cache="$PWD/lists" -o APT::Sandbox::User=root
apt-get "$@" update
apt-get "$@" source --download-only --tar-only libcsv yajl zlib >/dev/null
rm -rf lists
mv "$folder.new" "$folder"
