package org.ncsn.cli.output;

import java.io.PrintStream;
import org.ncsn.error.Printable;
import org.ncsn.error.UserError;

/**
 * The text output that log lines and progress bars share. On a terminal the last line may be a
 * status that is redrawn in place; whole lines go above it. Whatever a text holds, it stays one
 * line and gives the terminal no orders.
 */
public final class Console {
  private static final String TERMINAL_PROPERTY = "ncsn.terminal";
  private static final int USUAL_WIDTH = 80;
  private static final String TO_LINE_START_AND_ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private String status = "";

  Console(PrintStream out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
  }

  /**
   * The standard output. Only the launcher can tell whether it is a terminal, and says so in the
   * property {@code ncsn.terminal}: the JDKs differ in what they know.
   */
  public static Console standard() {
    return new Console(System.out, Boolean.getBoolean(TERMINAL_PROPERTY), columns());
  }

  /**
   * Looks back on everything that was printed.
   *
   * @throws UserError if any of it could not be written
   */
  public void requireWritten() {
    if (out.checkError()) {
      throw new UserError(
          "not all of the output could be written: its disk is full, or what reads it has ended;"
              + " everything else was done, send the output elsewhere to see it");
    }
  }

  /** Whether a person may be watching. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Prints a whole line, above the status if there is one. */
  public synchronized void line(String text) {
    if (!status.isEmpty()) {
      out.print(TO_LINE_START_AND_ERASE);
    }
    out.println(Printable.of(text));
    out.print(status);
    out.flush();
  }

  /**
   * Replaces the status; an empty one leaves the line free. Without a terminal nothing is shown.
   */
  synchronized void status(String text) {
    String shown = Printable.of(text);
    if (!terminal || shown.equals(status)) {
      return;
    }
    out.print(TO_LINE_START_AND_ERASE + shown);
    out.flush();
    status = shown;
  }

  /** Ends the status as a line that stays. */
  synchronized void keepStatus() {
    if (!status.isEmpty()) {
      out.println();
      out.flush();
      status = "";
    }
  }

  /** Characters that a status may have without wrapping. */
  int statusWidth() {
    return width - 1;
  }

  private static int columns() {
    String told = System.getenv("COLUMNS");
    return told != null && told.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(told) : USUAL_WIDTH;
  }
}
