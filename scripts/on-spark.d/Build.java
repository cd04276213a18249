/* Build FOLDER FILE: compiles a file of Java into a folder with the compiler that Spark brings. */
public class Build {
	public static void main(String[] args) throws Exception {
		org.codehaus.janino.Compiler compiler = new org.codehaus.janino.Compiler();

		compiler.setDestinationDirectory(new java.io.File(args[0]), true);
		compiler.compile(new java.io.File[] { new java.io.File(args[1]) });
	}
}
