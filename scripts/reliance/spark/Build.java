/* Build FOLDER FILE...: compiles Java files into a folder with the compiler in Spark. */
public class Build {
	public static void main(String[] args) throws Exception {
		org.codehaus.janino.Compiler compiler = new org.codehaus.janino.Compiler();
		java.io.File[] files = new java.io.File[args.length - 1];

		for (int i = 0; i < files.length; i++)
			files[i] = new java.io.File(args[i + 1]);
		compiler.setDestinationDirectory(new java.io.File(args[0]), true);
		compiler.compile(files);
	}
}
