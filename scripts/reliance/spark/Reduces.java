/*
 * Reduces: the reduce pipeline over the rows of a partition, which have one header line: pairs of
 * partition and block of its output without the header, and then of partition and note.
 */
package reliance;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

public class Reduces implements Function2 {
	private final String command;
	private final byte[] header;
	private final int partitions;
	private final boolean always;

	/* A partition without rows does not run, unless it is the first, and `always` is set. */
	public Reduces(String command, byte[] header, int partitions, boolean always) {
		this.command = command;
		this.header = header;
		this.partitions = partitions;
		this.always = always;
	}

	public Object call(Object number, Object pairs) {
		int partition = ((Integer)number).intValue();
		Iterator blocks = (Iterator)pairs;

		if (partition >= this.partitions /* the notes */
		    || !blocks.hasNext() && !(this.always && partition == 0))
			return Collections.emptyIterator();
		return new ReduceRun(new SequenceInputStream(new ByteArrayInputStream(this.header),
		    new SequenceInputStream(new Blocks(blocks))), partition);
	}

	/* The blocks of pairs as streams. */
	private static class Blocks implements Enumeration {
		private final Iterator pairs;

		Blocks(Iterator pairs) { this.pairs = pairs; }

		public boolean hasMoreElements() { return this.pairs.hasNext(); }

		public Object nextElement() {
			return new ByteArrayInputStream((byte[])((Tuple2)this.pairs.next())._2());
		}
	}

	private class ReduceRun extends Run {
		private final Integer partition;

		ReduceRun(InputStream in, int partition) {
			super(Reduces.this.command, in, partition, false);
			this.partition = new Integer(partition);
		}

		void begin(byte[] header) {}

		void take(byte[] lines) { this.ready.add(new Tuple2(this.partition, lines)); }

		void end(Map note) throws Exception {
			this.ready.add(new Tuple2(this.partition, line(note)));
		}
	}
}
