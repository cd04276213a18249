/*
 * Pipeline: a shell pipeline of filters as a child process. Takes bytes from a stream, yields whole
 * lines.
 */
package reliance;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

class Pipeline implements Runnable {
	static final int BLOCK = 1 << 16; /* of a pipe; Java allocates to copy more */
	static final int MESSAGES_MAX = 1 << 16; /* of stderr, half from each end */

	private final File folder;
	private final Process child;
	private final InputStream in;
	private final InputStream out;
	private Thread feeder;
	private volatile Throwable readError;
	private byte[] block = new byte[BLOCK];
	private int held; /* bytes in the block: an incomplete line */

	/*
	 * Starts the command in the folder of the filters. If `number` is not null, it is the map
	 * of that input, whose fetch-normalise defers the guards that look across inputs
	 * (guarded.sh).
	 */
	Pipeline(String command, InputStream in, File filters, Integer number) throws IOException {
		ProcessBuilder builder =
		    new ProcessBuilder(new String[] { "bash", "-o", "pipefail", "-c", command });
		Map env = builder.environment();
		String path = filters + ":" + (env.containsKey("PATH") ? env.get("PATH") : "/usr/bin:/bin");

		this.in = in;
		this.folder = Files.createTempDirectory(filters.toPath(), ".run-").toFile();
		if (number != null) {
			File own = new File(this.folder, "bin");
			own.mkdir();
			Files.createSymbolicLink(new File(own, "fetch-normalise").toPath(),
			    new File(filters, "guarded.sh").toPath());
			path = own + ":" + path;
			env.put("ON_SPARK_INPUT", number.toString());
		}
		env.put("LC_ALL", "C");
		env.put("ON_SPARK_FILTERS", filters.toString());
		env.put("ON_SPARK_FOLDER", this.folder.toString());
		env.put("PATH", path);
		builder.directory(filters).redirectError(file("stderr"));
		if (in instanceof Inputs.Local)
			builder.redirectInput(((Inputs.Local)in).file);
		try {
			this.child = builder.start();
		} catch (IOException e) {
			remove(this.folder);
			throw e;
		}
		this.out = this.child.getInputStream();
		if (!(in instanceof Inputs.Local)) {
			this.feeder = new Thread(this);
			this.feeder.setDaemon(true);
			this.feeder.start();
		}
	}

	/* The thread that copies the input to the child. */
	public void run() {
		byte[] bytes = new byte[BLOCK];
		OutputStream to = this.child.getOutputStream();
		try {
			for (int n = this.in.read(bytes, 0, BLOCK); n >= 0;
			    n = this.in.read(bytes, 0, BLOCK)) {
				try {
					to.write(bytes, 0, n);
				} catch (IOException pipe) {
					break; /* the child stopped reading: its status counts */
				}
			}
		} catch (Throwable e) { /* reading the input failed */
			this.readError = e;
			kill();
		}
		try {
			to.close();
		} catch (IOException pipe) {
			/* as above */
		}
	}

	private File file(String name) { return new File(this.folder, name); }

	/* The next whole lines of the output; null at the end. The last may lack its line feed. */
	byte[] lines() throws IOException {
		for (;;) {
			if (this.held == this.block.length)
				this.block = Arrays.copyOf(this.block, 2 * this.held);
			int n = this.out.read(this.block, this.held, this.block.length - this.held);
			if (n < 0)
				return this.held == 0 ? null : take(this.held, this.held);
			int end = this.held + n;
			while (end > this.held && this.block[end - 1] != '\n')
				end--;
			this.held += n;
			if (end > this.held - n)
				return take(end, this.held);
		}
	}

	private byte[] take(int end, int all) {
		byte[] lines = Arrays.copyOf(this.block, end);
		System.arraycopy(this.block, end, this.block, 0, all - end);
		this.held = all - end;
		return lines;
	}

	/*
	 * The exit status, after all lines were read. Throws IOException if the run was lost and
	 * Spark should try again.
	 */
	int end() throws IOException, InterruptedException {
		int status = this.child.waitFor();

		if (this.feeder != null)
			this.feeder.join(60000);
		if (this.readError != null)
			throw new IOException("Lost: reading the input failed: " + this.readError, this.readError);
		if (status > 128) /* a signal */
			throw new IOException("Lost: the pipeline was killed (status " + status + "): "
			    + new String(messages(), "ISO-8859-1").trim().replace("\n", " / "));
		return status;
	}

	/* The beginning and the end of stderr; errors are at the end. */
	byte[] messages() throws IOException {
		RandomAccessFile stderr = new RandomAccessFile(file("stderr"), "r");
		try {
			long size = stderr.length();
			byte[] all = new byte[(int)Math.min(size, MESSAGES_MAX)];
			stderr.readFully(all, 0, all.length);
			if (size > MESSAGES_MAX) {
				stderr.seek(size - MESSAGES_MAX / 2);
				stderr.readFully(all, MESSAGES_MAX / 2, MESSAGES_MAX / 2);
			}
			return all;
		} finally {
			stderr.close();
		}
	}

	/* The contents of a file that the run wrote in its folder; empty if there is none. */
	byte[] saved(String name) throws IOException {
		return file(name).exists() ? Files.readAllBytes(file(name).toPath()) : new byte[0];
	}

	private void kill() {
		for (Iterator i = this.child.descendants().iterator(); i.hasNext();)
			((ProcessHandle)i.next()).destroyForcibly();
		this.child.destroyForcibly();
	}

	/* Kills the child and removes the folder. */
	void close() {
		if (this.child.isAlive())
			kill();
		remove(this.folder);
	}

	private static void remove(File file) {
		File[] inside = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
		for (int i = 0; inside != null && i < inside.length; i++)
			remove(inside[i]);
		file.delete();
	}
}
