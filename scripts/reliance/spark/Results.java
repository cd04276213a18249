/* Results: writes what the driver collects to files. */
package reliance;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

public class Results {
	/* The notes of maps, which are in the partition of that number, a line each. */
	public static void saveNotes(JavaPairRDD maps, int partition, String path) throws Exception {
		List pairs = maps.collectPartitions(new int[] { partition })[0];
		save(pairs.iterator(), path);
	}

	/* The notes of reduces, a line each. */
	public static void saveNotes(JavaRDD reduces, String path) throws Exception {
		save(reduces.filter(new IsNote()).collect().iterator(), path);
	}

	public static class IsNote implements Function {
		public Object call(Object pair) {
			return Boolean.valueOf(((Tuple2)pair)._2() instanceof String);
		}
	}

	private static void save(Iterator pairs, String path) throws IOException {
		OutputStream out = new java.io.BufferedOutputStream(new FileOutputStream(path));
		while (pairs.hasNext()) {
			out.write(((String)((Tuple2)pairs.next())._2()).getBytes("US-ASCII"));
			out.write('\n');
		}
		out.close();
	}

	/* The output blocks of reduces, in files named after the partitions. */
	public static void save(JavaRDD reduces, String folder) throws IOException {
		OutputStream out = null;
		Object open = null;
		for (Iterator pairs = reduces.toLocalIterator(); pairs.hasNext();) {
			Tuple2 pair = (Tuple2)pairs.next();
			if (!pair._1().equals(open)) {
				if (out != null)
					out.close();
				open = pair._1();
				out = new FileOutputStream(new File(folder, open.toString()));
			}
			if (pair._2() instanceof byte[])
				out.write((byte[])pair._2());
		}
		if (out != null)
			out.close();
	}
}
