/*
 * FilePart: a part of a table, with the header line before it.
 *
 * Cuts are between lines, but not between adjacent lines of one period, flow, reporter and partner,
 * or of one commodity. So if the table is sorted by either, all rows of a key are in one part, and
 * parts need not be compared (guards.py). A cut depends only on the table and the wanted position:
 * the end of a part is the start of the next.
 */
package reliance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;

class FilePart extends InputStream {
	static final int HEADER_MAX = 1 << 20;
	static final int GROUP_MAX = 1 << 22; /* bytes of adjacent rows that are not cut */
	static final int PARTNER = 4, COMMODITY = 6; /* columns, counted from 1 */

	private final FSDataInputStream in;
	private byte[] header = new byte[0];
	private int given; /* bytes of the header that were read */
	private long left; /* bytes of the part that were not read */

	/*
	 * The part between the cuts nearest to two positions. Each part but the first gets the
	 * header line.
	 */
	FilePart(FSDataInputStream in, long start, long end) throws IOException {
		this.in = in;
		if (start > 0)
			this.header = headerOf(in);
		long from = cut(in, start);
		this.left = cut(in, end) - from;
		in.seek(from);
	}

	private static byte[] headerOf(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		InputStream bytes = new BufferedInputStream(in);
		int c = 0;
		while (c != '\n' && (c = bytes.read()) >= 0) {
			line.write(c);
			if (line.size() > HEADER_MAX)
				throw new IOException("the first line is longer than 1 MiB");
		}
		return line.toByteArray();
	}

	/* The first cut at or after a position. */
	static long cut(FSDataInputStream in, long near) throws IOException {
		if (near == 0)
			return 0;
		in.seek(near - 1);
		Lines lines = new Lines(in, near - 1);
		lines.next();
		long first = lines.at;
		for (Line before = lines.next();;) {
			long here = lines.at;
			Line line = lines.next();
			if (line == null || line.differs(before) || here - first >= GROUP_MAX)
				return here;
			before = line;
		}
	}

	/* The cells that decide whether two lines may be cut apart. */
	private static class Line {
		String upToPartner, commodity;

		boolean differs(Line before) {
			return !this.upToPartner.equals(before.upToPartner)
			    && (this.commodity == null || !this.commodity.equals(before.commodity));
		}
	}

	private static class Lines {
		private final InputStream in;
		private final StringBuilder text = new StringBuilder();
		long at; /* the position of the next line */

		Lines(InputStream in, long at) {
			this.in = new BufferedInputStream(in, Pipeline.BLOCK);
			this.at = at;
		}

		/* The next line, null at the end. Quotes are ignored: they only make a cut worse. */
		Line next() throws IOException {
			Line line = new Line();
			int columns = 1, c = this.in.read(), from = 0;
			if (c < 0)
				return null;
			this.text.setLength(0);
			for (; c >= 0 && c != '\n'; c = this.in.read(), this.at++) {
				if (c != ',') {
					if (columns <= COMMODITY && this.text.length() < HEADER_MAX)
						this.text.append((char)c);
					continue;
				}
				if (columns == PARTNER)
					line.upToPartner = this.text.toString();
				if (columns == COMMODITY)
					line.commodity = this.text.substring(from);
				columns++;
				if (columns <= COMMODITY)
					this.text.append(',');
				from = this.text.length();
			}
			if (c == '\n')
				this.at++;
			if (line.upToPartner == null)
				line.upToPartner = this.text.toString();
			return line;
		}
	}

	public int read(byte[] to, int from, int most) throws IOException {
		if (this.given < this.header.length) {
			int n = Math.min(most, this.header.length - this.given);
			System.arraycopy(this.header, this.given, to, from, n);
			this.given += n;
			return n;
		}
		if (this.left <= 0)
			return -1;
		int n = this.in.read(to, from, (int)Math.min(most, this.left));
		if (n < 0)
			throw new IOException("the file became shorter while it was read");
		this.left -= n;
		return n;
	}

	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	public void close() throws IOException { this.in.close(); }
}
