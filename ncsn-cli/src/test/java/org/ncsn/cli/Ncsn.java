package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.ncsn.cli.output.Console;

/**
 * The program, run inside of the test.
 *
 * @param status what it would exit with
 * @param out what it wrote to the standard output
 * @param err what it wrote to the standard error
 */
public record Ncsn(int status, String out, String err) {
  static Ncsn run(String... arguments) {
    return of(() -> Main.run(Console.standard(), arguments));
  }

  /**
   * Runs any of its entries.
   *
   * @param entry returns the exit status
   */
  public static Ncsn of(IntSupplier entry) {
    PrintStream usualOut = System.out;
    PrintStream usualErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int status = entry.getAsInt();
      return new Ncsn(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(usualOut);
      System.setErr(usualErr);
    }
  }

  /** Runs what has to succeed. */
  static Ncsn succeed(String... arguments) {
    return run(arguments).succeeded();
  }

  /** This, which has to have succeeded. */
  public Ncsn succeeded() {
    assertThat(err).isEmpty();
    assertThat(status).isZero();
    return this;
  }

  /** The one line that says what a user has to mend. */
  public String refusal() {
    assertThat(status).isEqualTo(2);
    assertThat(err).hasLineCount(1).startsWith("ncsn: ");
    return err.strip();
  }
}
