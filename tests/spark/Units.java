/* Units: tests the Java classes of on-spark without a cluster, as TAP. */
package reliance;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import scala.Tuple2;

public class Units {
	static int tests = 0;
	static File folder;

	static void same(String what, Object expected, Object actual) {
		boolean good = expected.equals(actual);
		System.out.println((good ? "ok " : "not ok ") + ++tests + " - " + what);
		if (!good)
			System.out.println("# expected: " + expected + "\n# actual: " + actual);
	}

	static byte[] bytes(String text) throws Exception { return text.getBytes("ISO-8859-1"); }

	static String text(byte[] bytes) throws Exception { return new String(bytes, "ISO-8859-1"); }

	/* The partition of each line; the key "error" has the error. */
	static Map partitions(String header, String names, String lines, Set wanted) throws Exception {
		RowPartitioner rows =
		    new RowPartitioner(bytes(header), Arrays.asList((Object[])names.split(";")), 5, wanted);
		List full = new ArrayList();
		Map found = new HashMap();
		rows.add(bytes(lines), full);
		rows.rest(full);
		for (int i = 0; i < full.size(); i++) {
			Tuple2 pair = (Tuple2)full.get(i);
			String[] line = text((byte[])pair._2()).split("\n");
			for (int k = 0; k < line.length; k++)
				found.put(line[k], pair._1());
		}
		if (rows.error != null)
			found.put("error", rows.error);
		return found;
	}

	static void rowPartitioner() throws Exception {
		String header = "period,\"a,b\"\"c\",reporter\n";
		same("column names, also quoted", Arrays.asList(new Object[] { "period", "a,b\"c", "reporter" }),
		    RowPartitioner.names(bytes(header)));
		Map found = partitions(header, "reporter;period", "1,x,A\n1,y,A\n\"1\",\"x,\"\"\",\"A\"\n1,z,\n", null);
		same("no line is lost", new Integer(4), new Integer(found.size()));
		same("rows of a group are in one partition", found.get("1,x,A"), found.get("1,y,A"));
		same("... also if they are quoted", found.get("1,x,A"), found.get("\"1\",\"x,\"\"\",\"A\""));
		same("a line with too few columns", "{error=a row has other columns than the header: !x failed}",
		    partitions(header, "reporter", "!x failed\n", null).toString());
		same("a missing column", "--group: there is no column hs; there are a,b",
		    partitions("a,b\n", "hs", "1,2\n", null).get("error"));
		Set wanted = new HashSet();
		wanted.add("202401\0M\0");
		wanted.add("202402\0M\0");
		found = partitions("p,f\n", "p;f", "202401,M\n202402,M\n202403,M\n202401,X\n", wanted);
		same("only wanted rows are kept", new Integer(2), new Integer(found.size()));
		same("... the months of a year in one partition", found.get("202401,M"), found.get("202402,M"));
		StringBuilder many = new StringBuilder();
		for (int i = 0; i < 3000; i++)
			many.append(i + ",R\n");
		found = partitions("p,f\n", "p", many.toString(), null);
		same("no row of many groups is lost", new Integer(3000), new Integer(found.size()));
		same("... and all partitions get some", new Integer(5), new Integer(new HashSet(found.values()).size()));
	}

	static String part(File file, long start, long end, int most) throws Exception {
		FileSystem fs = FileSystem.getLocal(new Configuration());
		InputStream in = new FilePart(fs.open(new Path(file.getPath())), start, end);
		StringBuilder all = new StringBuilder();
		byte[] block = new byte[most];
		for (int n = in.read(block, 0, most); n >= 0; n = in.read(block, 0, most))
			all.append(text(Arrays.copyOf(block, n)));
		in.close();
		return all.toString();
	}

	/* Three parts, cut at all pairs of positions, have the lines of the table once, and each the header. */
	static void fileParts() throws Exception {
		String[] tables = { "h,i\n", "h,i", "h,i\n1,a\n", "h,i\n1,a\n22,bb\n\n333,ccc\n4,d",
			"h\n1,M,A,B,,1,\n1,M,A,B,,2,\n1,M,A,C,,3,\n1,M,A,D,,3,\n2,M,A,D,,4,\n2,M,B,D,,4\n" };
		File file = new File(folder, "table");
		for (int t = 0; t < tables.length; t++) {
			String table = tables[t], wrong = "";
			Files.write(file.toPath(), bytes(table), new java.nio.file.OpenOption[0]);
			String header = table.indexOf('\n') < 0 ? table : table.substring(0, table.indexOf('\n') + 1);
			for (int a = 1; a < table.length(); a++)
				for (int b = a + 1; b < table.length(); b++)
					for (int most = 1; most < 9; most += 3) {
						String one = part(file, 0, a, most), two = part(file, a, b, most),
						       three = part(file, b, table.length(), most);
						if (!two.startsWith(header) || !three.startsWith(header)
						    || !(one + two.substring(header.length())
							+ three.substring(header.length())).equals(table))
							wrong = a + " " + b + " " + most;
					}
			same("a table of " + table.length() + " bytes, cut at every position", "", wrong);
		}
		same("rows of one partner are not cut apart, nor rows of one commodity", "1,M,A,C,,3,\n1,M,A,D,,3,\n",
		    part(file, 5, 38, 100).substring(2));
	}

	/* "STATUS OUTPUT STDERR" of a run; the message of the exception if it was lost. */
	static String outcome(String command, InputStream in) throws Exception {
		Pipeline pipeline = new Pipeline(command, in, folder, null);
		StringBuilder out = new StringBuilder();
		try {
			for (byte[] lines = pipeline.lines(); lines != null; lines = pipeline.lines())
				out.append(text(lines)).append('|');
			int status = pipeline.end();
			return status + " " + out + " " + text(pipeline.messages());
		} catch (IOException e) {
			return e.getMessage();
		} finally {
			pipeline.close();
		}
	}

	static InputStream input(String text) throws Exception { return new ByteArrayInputStream(bytes(text)); }

	static class Broken extends ByteArrayInputStream {
		Broken() { super(new byte[] { 'a', '\n' }); }

		public int read(byte[] to, int from, int n) {
			n = super.read(to, from, n);
			if (n < 0)
				throw new RuntimeException("the disk is gone");
			return n;
		}
	}

	static void pipelines() throws Exception {
		StringBuilder large = new StringBuilder();
		for (int i = 0; i < 300000; i++)
			large.append("b\n");
		same("lines of any length and bytes pass through", "0 a\nb\rc\nd| ", outcome("cat", input("a\nb\rc\nd")).replace("\n|", "\n"));
		same("the status is that of any failed stage", "3 a\n| message\n",
		    outcome("{ cat; echo message >&2; exit 3; } | cat", input("a\n")));
		same("a pipeline that does not read all input", "0 b\n| ", outcome("head -n 1; exit 0", input(large.toString())));
		same("a line that is longer than a block", "0 200001\n| ",
		    outcome("head -c 200000 /dev/zero | tr '\\0' x | cat - <(echo) | cat", input(""))
		        .replaceAll("x{200000}\n", "200001\n"));
		same("a killed pipeline is lost", "Lost: the pipeline was killed (status 137): ", outcome("kill -9 $$", input("")));
		same("a pipeline whose input cannot be read is lost", true,
		    outcome("cat", new Broken()).startsWith("Lost: reading the input failed"));
		String outcome = outcome("yes | head -n 100000 >&2; echo last >&2; exit 1", input(""));
		same("the end of a long stderr is kept", true,
		    outcome.endsWith("y\nlast\n") && outcome.length() < 70000);
		File file = new File(folder, "own");
		Files.write(file.toPath(), bytes("1\n2\n"), new java.nio.file.OpenOption[0]);
		same("the filter reads a local file", "0 1\n2\n| ",
		    outcome("cat", new Inputs.Local(file)));
		Pipeline endless = new Pipeline("sleep 1000 | sleep 1000", input(""), folder, null);
		endless.close();
		same("a pipeline that is closed early leaves no folder", new Integer(0), new Integer(
		    folder.list(new java.io.FilenameFilter() {
			    public boolean accept(File in, String name) { return name.startsWith(".run-"); }
		    }).length));
	}

	public static void main(String[] args) throws Exception {
		folder = new File(args[0]);
		rowPartitioner();
		fileParts();
		pipelines();
		System.out.println("1.." + tests);
	}
}
