/*
 * Chunks: the bytes of the inputs out of Hadoop's file system, a block at a time, so that no input
 * is ever in memory as a whole. Spark's own ways to read are by line, or by whole file.
 *
 * The inputs are lines "number TAB start TAB end TAB path" of the file on-spark.inputs, which only
 * the driver reads; with on-spark.in-order they keep this order, wherever they lie. One that starts at 0 and has no end is handed out as it is. Otherwise it is the
 * part of a table of lines: the header line, and the lines that begin in [start, end).
 *
 * Written for the compiler that Spark brings along (Janino): no generics.
 */
package reliance;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

public class Chunks extends InputFormat {
	public List getSplits(JobContext context) throws IOException {
		Configuration conf = context.getConfiguration();
		BufferedReader in = new BufferedReader(new FileReader(conf.get("on-spark.inputs")));
		List splits = new ArrayList();

		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] word = line.split("\t", 4);
			Path path = new Path(word[3]);
			long start = Long.parseLong(word[1]);
			long end = Long.parseLong(word[2]);
			splits.add(new Input(word[0], path, start, end, hosts(path, start, end, conf)));
		}
		in.close();
		return splits;
	}

	private static String[] hosts(Path path, long start, long end, Configuration conf)
	    throws IOException {
		FileSystem fs = path.getFileSystem(conf);
		if (fs.getUri().getScheme().equals("file") || conf.get("on-spark.in-order") != null)
			return new String[0];
		org.apache.hadoop.fs.BlockLocation[] block =
		    fs.getFileBlockLocations(path, start, end < 0 ? 1 : end - start);
		return block == null || block.length == 0 ? new String[0] : block[0].getHosts();
	}

	public RecordReader createRecordReader(InputSplit split, TaskAttemptContext context) {
		return new Reader();
	}

	/* A FileSplit with the number of the input; its length is what is to be read, or -1. */
	public static class Input extends FileSplit {
		public String number;

		public Input() {}

		Input(String number, Path path, long start, long end, String[] hosts) {
			super(path, start, end < 0 ? -1 : end - start, hosts);
			this.number = number;
		}

		public void write(java.io.DataOutput out) throws IOException {
			super.write(out);
			out.writeUTF(this.number);
		}

		public void readFields(java.io.DataInput in) throws IOException {
			super.readFields(in);
			this.number = in.readUTF();
		}
	}

	/*
	 * What Python gets: the bytes as they are. Spark's own way to it pickles them as text, which takes
	 * many times what the filters do.
	 */
	public static class Bytes implements org.apache.spark.api.java.function.Function {
		public Object call(Object pair) {
			return ((BytesWritable)((scala.Tuple2)pair)._2()).copyBytes();
		}
	}

	/* Values: an empty one, the number, and then the bytes, in blocks that are not empty. */
	public static class Reader extends RecordReader {
		static final int BLOCK = 1 << 20;
		static final int HEADER_MAX = 1 << 20;

		private Text key;
		private BytesWritable value;
		private FSDataInputStream in;
		private byte[] block;
		private long at;    /* of the next byte to be read */
		private long end;   /* of the lines' beginnings; -1: of the file */
		private int begun; /* how many of the first two values are out */
		private byte[] number;
		private boolean last;
		private byte[] header; /* to be handed out first */

		public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
			Input input = (Input)split;
			FileSystem fs = input.getPath().getFileSystem(context.getConfiguration());

			this.key = new Text();
			this.number = input.number.getBytes("US-ASCII");
			this.value = new BytesWritable();
			this.block = new byte[BLOCK];
			this.in = fs.open(input.getPath());
			this.at = input.getStart();
			this.end = input.getLength() < 0 ? -1 : this.at + input.getLength();
			if (this.at == 0)
				return;
			this.header = readLine();
			/* a line that begins at `start` is ours, one that goes on there is not */
			this.in.seek(this.at - 1);
			skipLine();
			this.last = this.at >= this.end;
		}

		private byte[] readLine() throws IOException {
			java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
			int c = 0;
			while (c != '\n' && (c = this.in.read()) >= 0) {
				line.write(c);
				if (line.size() > HEADER_MAX)
					throw new IOException("a first line of more than 1 MiB");
			}
			return line.toByteArray();
		}

		private void skipLine() throws IOException {
			int c = this.in.read();
			while (c >= 0 && c != '\n') {
				c = this.in.read();
				this.at++;
			}
			if (c < 0)
				this.at = Long.MAX_VALUE;
		}

		public boolean nextKeyValue() throws IOException {
			if (this.begun < 2) {
				this.value.set(this.number, 0, this.begun == 0 ? 0 : this.number.length);
				this.begun++;
				return true;
			}
			if (this.header != null) {
				this.value.set(this.header, 0, this.header.length);
				this.header = null;
				return true;
			}
			if (this.last)
				return false;
			int n = fill();
			if (n == 0)
				return false;
			n = cut(n);
			this.at += n;
			this.value.set(this.block, 0, n);
			return true;
		}

		private int fill() throws IOException {
			int n = 0;
			while (n < BLOCK) {
				int got = this.in.read(this.block, n, BLOCK - n);
				if (got < 0)
					break;
				n += got;
			}
			return n;
		}

		/* The line that holds the byte before `end` is the last one. */
		private int cut(int n) {
			if (this.end < 0 || this.at + n < this.end)
				return n;
			int i = (int)Math.max(0, this.end - 1 - this.at);
			while (i < n && this.block[i] != '\n')
				i++;
			this.last = i < n;
			return this.last ? i + 1 : n;
		}

		public Object getCurrentKey() { return this.key; }
		public Object getCurrentValue() { return this.value; }
		public float getProgress() { return this.begun > 0 ? 0.5f : 0.0f; }
		public void close() throws IOException {
			if (this.in != null)
				this.in.close();
		}
	}
}
