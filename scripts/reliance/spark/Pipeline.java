/*
 * Pipeline: a run of filters beside the engine. Bytes go in as they are read, whole lines come out.
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
	/* of a pipe, and what Java copies without asking for memory each time */
	static final int BLOCK = 1 << 16;
	static final int WORDS = 1 << 16; /* bytes of stderr that are kept of one run, half of each end */

	private final File folder;
	private final Process child;
	private final InputStream in;
	private final InputStream out;
	private Thread feeder;
	private volatile Throwable broken;
	private byte[] block = new byte[BLOCK];
	private int held; /* bytes of the block that are there: a line that has begun */

	/*
	 * Starts the command in the folder of the filters. With a number it is the map of that input: its
	 * fetch-normalise leaves to the whole what only the whole can judge (guarded.sh).
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
		builder.directory(filters).redirectError(file("words"));
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

	/* Feeds it. */
	public void run() {
		byte[] bytes = new byte[BLOCK];
		OutputStream to = this.child.getOutputStream();
		try {
			for (int n = this.in.read(bytes, 0, BLOCK); n >= 0;
			    n = this.in.read(bytes, 0, BLOCK)) {
				try {
					to.write(bytes, 0, n);
				} catch (IOException pipe) {
					break; /* it needs no more; its status tells if that is right */
				}
			}
		} catch (Throwable e) { /* the engine could not read on */
			this.broken = e;
			kill();
		}
		try {
			to.close();
		} catch (IOException pipe) {
			/* as above */
		}
	}

	private File file(String name) { return new File(this.folder, name); }

	/* The next lines of the output, of which only the last of all may be without its end; or null. */
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

	/* Its status, when all its lines are read. Where another try may help, an exception. */
	int end() throws IOException, InterruptedException {
		int status = this.child.waitFor();

		if (this.feeder != null)
			this.feeder.join(60000);
		if (this.broken != null)
			throw new IOException("Lost: the input broke off: " + this.broken, this.broken);
		if (status > 128) /* a signal */
			throw new IOException("Lost: the pipeline was killed (status " + status + "): "
			    + new String(words(), "ISO-8859-1").trim().replace("\n", " / "));
		return status;
	}

	/* The beginning and the end of what it said on stderr; an error is at the end. */
	byte[] words() throws IOException {
		RandomAccessFile said = new RandomAccessFile(file("words"), "r");
		try {
			long size = said.length();
			byte[] all = new byte[(int)Math.min(size, WORDS)];
			said.readFully(all, 0, all.length);
			if (size > WORDS) {
				said.seek(size - WORDS / 2);
				said.readFully(all, WORDS / 2, WORDS / 2);
			}
			return all;
		} finally {
			said.close();
		}
	}

	/* What the run left in a file of its folder. */
	byte[] note(String name) throws IOException {
		return file(name).exists() ? Files.readAllBytes(file(name).toPath()) : new byte[0];
	}

	private void kill() {
		for (Iterator i = this.child.descendants().iterator(); i.hasNext();)
			((ProcessHandle)i.next()).destroyForcibly();
		this.child.destroyForcibly();
	}

	/* Nothing is left of it. */
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
