/*
 * Reduces: runs the reduce pipeline on the rows of a partition, with a header line before them.
 * Yields pairs of partition and block of output, without its header; then a pair of partition and
 * note.
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
	private final boolean runEmpty;

	/* An empty partition is skipped, except the first one if `runEmpty` is set. */
	public Reduces(String command, byte[] header, int partitions, boolean runEmpty) {
		this.command = command;
		this.header = header;
		this.partitions = partitions;
		this.runEmpty = runEmpty;
	}

	public Object call(Object number, Object pairs) {
		int partition = ((Integer)number).intValue();
		Iterator blocks = (Iterator)pairs;

		if (partition >= this.partitions /* the notes of the maps */
		    || !blocks.hasNext() && !(this.runEmpty && partition == 0))
			return Collections.emptyIterator();
		return new ReduceRun(new SequenceInputStream(new ByteArrayInputStream(this.header),
		    new SequenceInputStream(new Blocks(blocks))), partition);
	}

	/* The blocks as streams. */
	private static class Blocks implements Enumeration {
		private final Iterator pairs;

		Blocks(Iterator pairs) { this.pairs = pairs; }

		public boolean hasMoreElements() { return this.pairs.hasNext(); }

		public Object nextElement() {
			return new ByteArrayInputStream((byte[])((Tuple2)this.pairs.next())._2());
		}
	}

	private class ReduceRun extends PipelineRun {
		private final Integer partition;

		ReduceRun(InputStream in, int partition) {
			super(Reduces.this.command, in, partition, false);
			this.partition = new Integer(partition);
		}

		void begin(byte[] header) {}

		void add(byte[] lines) { this.ready.add(new Tuple2(this.partition, lines)); }

		void end(Map note) throws Exception {
			this.ready.add(new Tuple2(this.partition, line(note)));
		}
	}
}
