/*
 * RowPartitioner: distributes lines of CSV to partitions by the hash of some columns, in blocks.
 * Lines are bytes; only the cells of these columns are parsed.
 */
package reliance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import scala.Tuple2;

class RowPartitioner {
	static final int BLOCK = 1 << 20; /* bytes */
	static final int YEAR = 4; /* characters of a period */

	private final int[] column; /* ascending */
	private final Set wanted;
	private final ByteArrayOutputStream[] block;
	private byte[] key = new byte[1 << 8]; /* the cells, each with a NUL after it */
	private int length;
	private int first; /* the length of the first cell */
	long rows;
	String error; /* the first; null if there is none */

	/*
	 * `names` are columns of the header line. If `wanted` is not null, only lines whose key is
	 * in it are kept, and only the year of the first cell counts for the hash.
	 */
	RowPartitioner(byte[] header, List names, int partitions, Set wanted) throws IOException {
		this.wanted = wanted;
		this.column = new int[names.size()];
		this.block = new ByteArrayOutputStream[partitions];
		List present = names(header);
		for (int i = 0; i < this.column.length; i++) {
			this.column[i] = present.indexOf(names.get(i));
			if (this.column[i] < 0)
				this.error = "--group: there is no column " + names.get(i) + "; there are "
				    + String.join(",", present);
		}
		java.util.Arrays.sort(this.column);
		for (int i = 0; i < partitions; i++)
			this.block[i] = new ByteArrayOutputStream();
	}

	/* The column names in a header line. */
	static List names(byte[] header) {
		List names = new ArrayList();
		StringBuilder name = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < header.length && (quoted || header[i] != '\n'); i++) {
			if (header[i] == '"') {
				quoted = !quoted;
				if (quoted && i > 0 && header[i - 1] == '"')
					name.append('"');
			} else if (header[i] == ',' && !quoted) {
				names.add(name.toString());
				name.setLength(0);
			} else {
				name.append((char)(header[i] & 0xff));
			}
		}
		names.add(name.toString());
		return names;
	}

	/* Adds lines; full blocks go to `full`, as pairs of partition and bytes. */
	void add(byte[] lines, Collection full) throws IOException {
		for (int from = 0, end; from < lines.length && this.error == null; from = end) {
			for (end = from; end < lines.length && lines[end] != '\n';)
				end++;
			if (!readKey(lines, from, end)) {
				this.error = "a row has other columns than the header: "
				    + new String(lines, from, Math.min(end - from, 200), "ISO-8859-1");
				return;
			}
			end = Math.min(end + 1, lines.length);
			if (this.wanted != null
			    && !this.wanted.contains(new String(this.key, 0, this.length, "ISO-8859-1")))
				continue;
			this.rows++;
			int to = partition();
			this.block[to].write(lines, from, end - from);
			if (this.block[to].size() >= BLOCK)
				full.add(pair(to));
		}
	}

	/* Adds the remaining blocks to `full`. */
	void rest(Collection full) {
		for (int to = 0; to < this.block.length; to++)
			if (this.block[to].size() > 0)
				full.add(pair(to));
	}

	private Tuple2 pair(int to) {
		Tuple2 pair = new Tuple2(new Integer(to), this.block[to].toByteArray());
		this.block[to].reset();
		return pair;
	}

	/* Makes the key of the line [from, end); false if the line has too few cells. */
	private boolean readKey(byte[] line, int from, int end) {
		int i = from;
		this.length = 0;
		for (int at = 0, next = 0; next < this.column.length; at++, i++) {
			if (at > 0 && i > end)
				return false;
			boolean kept = at == this.column[next];
			i = cell(line, i, end, kept);
			if (!kept)
				continue;
			if (next == 0)
				this.first = this.length;
			next++;
			put((byte)0);
		}
		return true;
	}

	/* The end of the cell at i; with `kept`, the cell is unquoted and added to the key. */
	private int cell(byte[] line, int i, int end, boolean kept) {
		boolean quoted = i < end && line[i] == '"';
		if (quoted)
			i++;
		for (; i < end; i++) {
			if (!quoted && line[i] == ',')
				break;
			if (quoted && line[i] == '"') {
				if (i + 1 == end || line[i + 1] != '"') {
					i++;
					break;
				}
				i++;
			}
			if (kept)
				put(line[i]);
		}
		return i;
	}

	private void put(byte c) {
		if (this.length == this.key.length)
			this.key = java.util.Arrays.copyOf(this.key, 2 * this.length);
		this.key[this.length++] = c;
	}

	/* FNV-1a with a final mix: unlike hashCode(), the same on every machine. */
	private int partition() {
		int hash = 0x811c9dc5;
		for (int i = 0; i < this.length; i++)
			if (this.wanted == null || i < YEAR || i >= this.first)
				hash = (hash ^ this.key[i]) * 0x01000193;
		hash ^= hash >>> 16;
		hash *= 0x85ebca6b;
		hash ^= hash >>> 13;
		return (hash & 0x7fffffff) % this.block.length;
	}
}
