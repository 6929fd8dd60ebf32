package org.ncsn.cli;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ncsn.error.UserError;
import org.ncsn.memory.MemoryShortage;

/**
 * What a user can do where memory does not suffice. The library says what is too much; which key or
 * flag made it so is known where the work was asked for.
 *
 * @param subject what is to be changed: a key with its place, or a flag
 * @param remedy how, given what is too much
 */
record MemoryAdvice(String subject, Function<MemoryShortage, String> remedy) {
  private static final String MORE_HEAP = "give Java more with NCSN_JAVA_OPTS=-Xmx...";

  /** Lower it. */
  static MemoryAdvice lower(String subject) {
    return new MemoryAdvice(subject, any -> "lower it");
  }

  /** Does something that may take too much memory. */
  void run(Runnable work) {
    get(
        () -> {
          work.run();
          return subject;
        });
  }

  /**
   * Makes something that may take too much memory.
   *
   * @throws UserError if it does
   */
  <T> T get(Supplier<T> work) {
    try {
      return work.get();
    } catch (MemoryShortage shortage) {
      throw new UserError(
          subject + ": " + shortage.getMessage() + "; " + remedy.apply(shortage) + orHeap(shortage),
          shortage);
    } catch (OutOfMemoryError full) {
      String remedyOfHeap = isOfHeap(full) ? "lower it, or " + MORE_HEAP : "lower it";
      throw new UserError(subject + ": " + what(full) + "; " + remedyOfHeap, full);
    }
  }

  private static String orHeap(MemoryShortage shortage) {
    return shortage.isOfHeap() ? ", or " + MORE_HEAP : "";
  }

  /** What to tell of memory that ran out where nobody knows what for. */
  static String general(OutOfMemoryError full) {
    return what(full)
        + "; "
        + (isOfHeap(full) ? MORE_HEAP : "free memory, or ask for less at once");
  }

  private static String what(OutOfMemoryError full) {
    return isOfHeap(full)
        ? String.format(
            Locale.ROOT, "Java's heap of %d MB is full", Runtime.getRuntime().maxMemory() >> 20)
        : String.format(
            Locale.ROOT,
            "the system gave no more memory (%s)",
            String.valueOf(full.getMessage()).lines().findFirst().orElse(""));
  }

  /** Java's machine says so; engines and the system have other words. */
  private static boolean isOfHeap(OutOfMemoryError full) {
    String message = String.valueOf(full.getMessage());
    return message.startsWith("Java heap space")
        || message.startsWith("GC overhead")
        || message.startsWith("Requested array size");
  }
}
