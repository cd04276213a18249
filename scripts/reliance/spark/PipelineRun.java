/*
 * Run: a pipeline as steps of a task: blocks of lines, and at the end a note of how it went, as a line
 * of JSON, in which a character stands for a byte.
 */
package reliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

abstract class Run extends Steps implements TaskCompletionListener {
	private final String command;
	private final InputStream in;
	private final int number;
	private final boolean guarded;
	protected Pipeline pipeline;
	private byte[] header;

	/* The number is that of the input or of the partition. */
	Run(String command, InputStream in, int number, boolean guarded) {
		this.command = command;
		this.in = in;
		this.number = number;
		this.guarded = guarded;
	}

	/* The header line of the output is there. */
	abstract void begin(byte[] header) throws Exception;

	/* Some lines of it are. */
	abstract void take(byte[] lines) throws Exception;

	/* All of it is; the note may be added to. */
	abstract void end(Map note) throws Exception;

	boolean step() throws Exception {
		if (this.pipeline == null) {
			this.pipeline = new Pipeline(this.command, this.in,
			    new File(SparkFiles.getRootDirectory()).getAbsoluteFile(),
			    this.guarded ? new Integer(this.number) : null);
			TaskContext.get().addTaskCompletionListener(this);
		}
		byte[] lines = this.pipeline.lines();
		if (lines != null && this.header == null) {
			int at = 0;
			while (at < lines.length && lines[at++] != '\n')
				;
			this.header = Arrays.copyOf(lines, at);
			begin(this.header);
			lines = Arrays.copyOfRange(lines, at, lines.length);
		}
		if (lines != null) {
			take(lines);
			return true;
		}
		Map note = new TreeMap();
		note.put("number", new Integer(this.number));
		note.put("status", new Integer(this.pipeline.end()));
		note.put("words", text(this.pipeline.words()));
		note.put("header", this.header == null ? "" : text(this.header));
		end(note);
		return false;
	}

	/* The task is over, whatever came of it. */
	public void onTaskCompletion(TaskContext context) { this.pipeline.close(); }

	static String text(byte[] bytes) throws Exception { return new String(bytes, "ISO-8859-1"); }

	static String line(Map note) throws Exception { return new ObjectMapper().writeValueAsString(note); }
}
