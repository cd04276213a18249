/*
 * Maps: the map pipeline over an input: pairs of partition and block of rows, and for the partition
 * behind them a note.
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
	 * The rows are dealt out by the columns `group`; with `wanted` only those of it (Deal). The number of
	 * an input that failed is added to `failures`, for the driver to see at once.
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

	private class MapRun extends Run {
		private Deal deal;

		MapRun(InputStream in, int number) { super(Maps.this.command, in, number, Maps.this.wanted == null); }

		void begin(byte[] header) throws Exception {
			this.deal = new Deal(header, Maps.this.group, Maps.this.partitions, Maps.this.wanted);
		}

		void take(byte[] lines) throws Exception { this.deal.add(lines, this.ready); }

		void end(Map note) throws Exception {
			if (this.deal != null)
				this.deal.rest(this.ready);
			note.put("rows", new Long(this.deal == null ? 0 : this.deal.rows));
			note.put("wrong", this.deal == null ? null : this.deal.wrong);
			note.put("part", text(this.pipeline.note(note.get("number").toString())));
			note.put("arguments", text(this.pipeline.note("arguments")));
			String line = line(note);
			if (!note.get("status").equals(new Integer(0)) || note.get("wrong") != null)
				Maps.this.failures.add(line);
			this.ready.add(new Tuple2(new Integer(Maps.this.partitions), line));
		}
	}
}
