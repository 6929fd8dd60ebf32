package org.ncsn.memory;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * More memory is needed than there is. It is thrown before anything is asked of the system: what
 * exists stays usable, and a smaller request may follow.
 */
public final class MemoryShortage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String limit;
  private final long frugally;

  private MemoryShortage(String what, String message, String limit, long frugally) {
    super(message);
    this.what = what;
    this.limit = limit;
    this.frugally = frugally;
  }

  /**
   * The error of what would exceed a limit.
   *
   * @param what what needs the memory, for example the name of a program
   * @param needed bytes that it needs at its peak
   * @param left bytes that there are
   * @param limit what limits them
   */
  public static MemoryShortage of(String what, long needed, long left, String limit) {
    return new MemoryShortage(what, sentence(what, needed, left, limit), limit, -1);
  }

  /** The error of an array of so many elements that none can be made. */
  public static MemoryShortage beyondArrays(String what) {
    return new MemoryShortage(
        what,
        what + " has more elements than an array can hold (" + Integer.MAX_VALUE + ")",
        "arrays",
        -1);
  }

  /**
   * The error of an engine that asked the system in vain.
   *
   * @param engine its name
   * @param reason what it says
   */
  public static MemoryShortage refused(String engine, String reason) {
    String line = reason.lines().findFirst().orElse("");
    return new MemoryShortage(
        engine, engine + " got no more memory from the system: " + line, "the system", -1);
  }

  /**
   * The same error of a program that would fit if its values were computed again where they are
   * used.
   *
   * @param bytes what it would need at its peak
   */
  public MemoryShortage fittingWith(long bytes) {
    return new MemoryShortage(what, getMessage(), limit, bytes);
  }

  /** What needs the memory. */
  public String what() {
    return what;
  }

  /** Bytes with which the program would fit if it was compiled frugally; empty if it would not. */
  public OptionalLong frugally() {
    return frugally < 0 ? OptionalLong.empty() : OptionalLong.of(frugally);
  }

  /** Whether it is Java's heap that is too small, which can be given more. */
  public boolean isOfHeap() {
    return limit.equals(JavaHeap.LIMIT);
  }

  private static String sentence(String what, long needed, long left, String limit) {
    return String.format(
        Locale.ROOT,
        "%s needs about %d MB of memory, but only %d MB are left of %s",
        what,
        megabytes(needed),
        left >> 20,
        limit);
  }

  /** Rounded up: what needs a little more than there is never reads as if it fitted. */
  private static long megabytes(long bytes) {
    return (bytes >> 20) + ((bytes & 0xFFFFF) == 0 ? 0 : 1);
  }
}
