package org.ncsn.memory;

/** Java's own memory, in which arrays are before they go to an engine. */
public final class JavaHeap {
  /** How the limit is called. */
  public static final String LIMIT = "Java's heap";

  /** Less is left to the collector, which takes its time. */
  private static final long WORTHWHILE = 32L << 20;

  private JavaHeap() {}

  /**
   * Gives back what is not needed any more. The collector would leave it until as much is needed
   * again, which is hours where an engine does the work.
   *
   * @param bytes how much it is
   */
  public static void dropped(long bytes) {
    if (bytes >= WORTHWHILE) {
      System.gc();
    }
  }

  /**
   * Refuses what the heap could not hold if it was empty. Finding that out by trying takes minutes,
   * in which the collector looks for what is not there.
   *
   * @param what what is to be held, for the message
   * @throws MemoryShortage if it is too much
   */
  public static void require(String what, long bytes) {
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw MemoryShortage.of(what, bytes, most, LIMIT);
    }
  }
}
