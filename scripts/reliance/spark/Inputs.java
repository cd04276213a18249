/*
 * Inputs: the inputs of a job as Hadoop's file system has them, a pair of number and stream for each,
 * so that no input is ever in memory as a whole. Spark's own ways to read are by line, or by whole
 * file.
 *
 * They are lines "number TAB start TAB end TAB URI" of the file on-spark.inputs, which only the driver
 * reads. One whose end is -1 is handed out as it is, otherwise it is the part of a table of lines that lies
 * between the cuts near two places (Part).
 *
 * All Java here is written for the compiler that Spark brings along (Janino): no generics.
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

	/* A FileSplit with the number of the input; its length is what is to be read, or -1. */
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

	/* A whole file of this machine: a filter reads it without us. */
	public static class Local extends FileInputStream {
		final File file;

		Local(File file) throws IOException {
			super(file);
			this.file = file;
		}
	}

	/* The one pair of an input. */
	public static class Reader extends RecordReader {
		private Input input;
		private InputStream stream;
		private int pairs;

		public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
			this.input = (Input)split;
			Path path = this.input.getPath();
			FileSystem fs = path.getFileSystem(context.getConfiguration());

			if (this.input.getLength() >= 0)
				this.stream = new Part(fs.open(path), this.input.getStart(),
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
