/*
 * Inputs: a Hadoop input format that yields a pair of number and stream for each input, so that no
 * input is in memory as a whole. (Spark's own formats read lines, or whole files.)
 *
 * The inputs are lines "number TAB start TAB end TAB URI" in the file that the setting
 * on-spark.inputs names; only the driver reads it. An end of -1 is a whole file; other inputs are
 * parts of a table, between the cuts nearest to start and end (FilePart).
 *
 * All Java here is for the compiler in Spark (Janino), which has no generics.
 */
package reliance;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

public class Inputs extends InputFormat {
	public List getSplits(JobContext context) throws IOException {
		Configuration conf = context.getConfiguration();
		BufferedReader in = new BufferedReader(new InputStreamReader(
		    new FileInputStream(conf.get("on-spark.inputs")), "UTF-8"));
		List splits = new ArrayList();

		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] word = line.split("\t", 4);
			Path path = new Path(java.net.URI.create(word[3]));
			long start = Long.parseLong(word[1]);
			long end = Long.parseLong(word[2]);
			splits.add(new Input(Integer.parseInt(word[0]), path, start, end,
			    hosts(path, start, end, conf)));
		}
		in.close();
		return splits;
	}

	/* The hosts that store the input; none for local files. */
	private static String[] hosts(Path path, long start, long end, Configuration conf)
	    throws IOException {
		FileSystem fs = path.getFileSystem(conf);
		if (isLocal(fs))
			return new String[0];
		BlockLocation[] block =
		    fs.getFileBlockLocations(fs.getFileStatus(path), start, end < 0 ? 1 : end - start);
		return block == null || block.length == 0 ? new String[0] : block[0].getHosts();
	}

	static boolean isLocal(FileSystem fs) {
		return fs.getUri().getScheme().equals("file");
	}

	public RecordReader createRecordReader(InputSplit split, TaskAttemptContext context) {
		return new Reader();
	}

	/* A FileSplit with the number of the input. Its length is -1 for a whole file. */
	public static class Input extends FileSplit {
		int number;

		public Input() {}

		Input(int number, Path path, long start, long end, String[] hosts) {
			super(path, start, end < 0 ? -1 : end - start, hosts);
			this.number = number;
		}

		public void write(java.io.DataOutput out) throws IOException {
			super.write(out);
			out.writeInt(this.number);
		}

		public void readFields(java.io.DataInput in) throws IOException {
			super.readFields(in);
			this.number = in.readInt();
		}
	}

	/* A whole local file: the filter reads it directly. */
	public static class Local extends FileInputStream {
		final File file;

		Local(File file) throws IOException {
			super(file);
			this.file = file;
		}
	}

	/* Yields the pair of an input. */
	public static class Reader extends RecordReader {
		private Input input;
		private InputStream stream;
		private int pairs;

		public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
			this.input = (Input)split;
			Path path = this.input.getPath();
			FileSystem fs = path.getFileSystem(context.getConfiguration());

			if (this.input.getLength() >= 0)
				this.stream = new FilePart(fs.open(path), this.input.getStart(),
				    this.input.getStart() + this.input.getLength());
			else if (isLocal(fs))
				this.stream = new Local(new File(path.toUri().getPath()));
			else
				this.stream = fs.open(path);
		}

		public boolean nextKeyValue() { return this.pairs++ == 0; }
		public Object getCurrentKey() { return new Integer(this.input.number); }
		public Object getCurrentValue() { return this.stream; }
		public float getProgress() { return 0.5f; }
		public void close() throws IOException {
			if (this.stream != null)
				this.stream.close();
		}
	}
}
