# shellcheck shell=sh
# examples.sh: the examples of a manual page.

# the blocks that bars are made of, from the full one to an eighth
blocks=$(printf ' -e s/\\\\\\[u%s]/%s/g' 2588 █ 2589 ▉ 258A ▊ 258B ▋ 258C ▌ 258D ▍ 258E ▎ 258F ▏)

# examples FOLDER PAGE: literal blocks that begin with "$ " are commands and what they print. A command
# goes on after a line that ends with "|" or "\". Writes FOLDER/N.sh and FOLDER/N.out for each.
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
