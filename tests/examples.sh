# shellcheck shell=sh
# examples.sh: extracts the examples of a manual page.

# block characters of bars, from a full block to an eighth
blocks=$(printf ' -e s/\\\\\\[u%s]/%s/g' 2588 █ 2589 ▉ 258A ▊ 258B ▋ 258C ▌ 258D ▍ 258E ▎ 258F ▏)

# examples FOLDER PAGE: writes the commands of the literal blocks that begin with "$ " to FOLDER/N.sh and
# their output to FOLDER/N.out. A line that ends with "|" or "\" continues on the next one.
examples() {
	sed -e 's/\\&//g' -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\(ga/`/g' -e 's/\\(ha/^/g' \
		-e 's/\\(ti/~/g' -e 's/\\e/\\/g' $blocks "$2" | awk -v to="$1" '
		/^\.Bd -literal/ { first = 1; next }
		/^\.Ed/ { first = inside = 0 }
		first { inside = /^\$ /; first = 0 }
		!inside { next }
		/^\$ / && !more {
			n++
			command = to "/" n ".sh"
			output = to "/" n ".out"
			printf "" >output
			more = 1
			$0 = substr($0, 3)
		}
		more { print >command; more = /[|\\]$/; next }
		{ print >output }'
}
