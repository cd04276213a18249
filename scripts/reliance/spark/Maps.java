/*
 * Maps: runs the map pipeline on an input. Yields pairs of partition and block of rows; then a
 * note, as the only value of an additional last partition.
 */
package reliance;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.CollectionAccumulator;
import scala.Tuple2;

public class Maps implements PairFlatMapFunction {
	private final String command;
	private final List group;
	private final int partitions;
	private final Set wanted;
	private final CollectionAccumulator failures;

	/*
	 * Rows are distributed by the columns `group`; `wanted` selects rows if it is not null
	 * (RowPartitioner). The note of an input that failed is also added to `failures`, which the
	 * driver watches.
	 */
	public Maps(String command, List group, int partitions, Set wanted,
	    CollectionAccumulator failures) {
		this.command = command;
		this.group = group;
		this.partitions = partitions;
		this.wanted = wanted;
		this.failures = failures;
	}

	public Iterator call(Object pairs) {
		Tuple2 input = (Tuple2)((Iterator)pairs).next();
		return new MapRun((InputStream)input._2(), ((Integer)input._1()).intValue());
	}

	private class MapRun extends PipelineRun {
		private RowPartitioner rows;

		MapRun(InputStream in, int number) {
			super(Maps.this.command, in, number, Maps.this.wanted == null);
		}

		void begin(byte[] header) throws Exception {
			this.rows = new RowPartitioner(
			    header, Maps.this.group, Maps.this.partitions, Maps.this.wanted);
		}

		void add(byte[] lines) throws Exception { this.rows.add(lines, this.ready); }

		void end(Map note) throws Exception {
			if (this.rows != null)
				this.rows.rest(this.ready);
			note.put("rows", new Long(this.rows == null ? 0 : this.rows.rows));
			note.put("error", this.rows == null ? null : this.rows.error);
			note.put("part", text(this.pipeline.saved(note.get("number").toString())));
			note.put("arguments", text(this.pipeline.saved("arguments")));
			String line = line(note);
			if (!note.get("status").equals(new Integer(0)) || note.get("error") != null)
				Maps.this.failures.add(line);
			this.ready.add(new Tuple2(new Integer(Maps.this.partitions), line));
		}
	}
}
