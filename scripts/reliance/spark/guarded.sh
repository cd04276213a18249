#!/bin/sh
# fetch-normalise in a map pipeline: defers the guards that look across inputs (guards.py), and
# saves its arguments so that they can be run on all inputs. Files written on an executor would be
# lost.
for word; do
	case $word in
	--rej* | --report | --report=* | --see*)
		echo 'fetch-normalise: on-spark does not support --rejects, --report and --seen' >&2
		exit 2
		;;
	esac
done
cd "$ON_SPARK_FOLDER" || exit 1
if ! mkdir guarded 2>/dev/null; then
	echo 'fetch-normalise: the map pipeline of on-spark may run it only once' >&2
	exit 2
fi
printf '%s\0' "$@" >arguments
exec "$ON_SPARK_FILTERS/fetch-normalise" -j 1 "$@" --part "$ON_SPARK_INPUT"
