package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ncsn.cli.output.Console;

/**
 * The program, run inside of the test.
 *
 * @param status what it would exit with
 * @param out what it wrote to the standard output
 * @param err what it wrote to the standard error
 */
record SparkProgram(int status, String out, String err) {
  /** On the cluster of all tests. */
  static SparkProgram run(String... arguments) {
    return run((settings, name) -> LocalCluster.get(), arguments);
  }

  static SparkProgram run(Clusters clusters, String... arguments) {
    PrintStream usualOut = System.out;
    PrintStream usualErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int status = Main.run(Console.standard(), clusters, arguments);
      return new SparkProgram(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(usualOut);
      System.setErr(usualErr);
    }
  }

  /** Runs what has to succeed. */
  static SparkProgram succeed(String... arguments) {
    SparkProgram run = run(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return run;
  }

  /** Runs what a user has to mend, and returns what is said of it. */
  static String refused(String... arguments) {
    SparkProgram run = run(arguments);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).startsWith("ncsn: ");
    return run.err().strip();
  }
}
