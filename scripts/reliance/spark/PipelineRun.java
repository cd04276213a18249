/*
 * PipelineRun: a pipeline as an iterator of a Spark task: blocks of lines, then a note about the
 * outcome, as a line of JSON in which each character is a byte (engine.py, Note).
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

abstract class PipelineRun extends StepIterator implements TaskCompletionListener {
	private final String command;
	private final InputStream in;
	private final int number;
	private final boolean guarded;
	protected Pipeline pipeline;
	private byte[] header;

	/* `number` is that of the input or of the partition. */
	PipelineRun(String command, InputStream in, int number, boolean guarded) {
		this.command = command;
		this.in = in;
		this.number = number;
		this.guarded = guarded;
	}

	/* Called with the header line of the output. */
	abstract void begin(byte[] header) throws Exception;

	/* Called with whole lines of the output. */
	abstract void add(byte[] lines) throws Exception;

	/* Called at the end of the output; may add to the note. */
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
			add(lines);
			return true;
		}
		Map note = new TreeMap();
		note.put("number", new Integer(this.number));
		note.put("status", new Integer(this.pipeline.end()));
		note.put("messages", text(this.pipeline.messages()));
		note.put("header", this.header == null ? "" : text(this.header));
		end(note);
		return false;
	}

	/* The task has succeeded or failed. */
	public void onTaskCompletion(TaskContext context) { this.pipeline.close(); }

	static String text(byte[] bytes) throws Exception { return new String(bytes, "ISO-8859-1"); }

	static String line(Map note) throws Exception { return new ObjectMapper().writeValueAsString(note); }
}
