#!/bin/sh
# fetch-normalise of a map pipeline: leaves to the whole what only the whole can judge, and notes its
# arguments, to be run with them again (guards.py). What it would write on an executor, nobody would see.
for word; do
	case $word in
	--rej* | --report | --report=*)
		echo 'fetch-normalise: --rejects and --report write on one machine; on-spark has none of it' >&2
		exit 2
		;;
	esac
done
cd "$ON_SPARK_FOLDER" || exit 1
if ! mkdir guarded 2>/dev/null; then
	echo 'fetch-normalise: the map pipeline of on-spark has it once' >&2
	exit 2
fi
printf '%s\0' "$@" >arguments
exec "$ON_SPARK_FILTERS/fetch-normalise" -j 1 "$@" --part "$ON_SPARK_INPUT"
