package org.ncsn.format;

import java.nio.file.Path;
import java.util.SortedMap;
import net.razorvine.pickle.Pickler;
import org.ncsn.io.AtomicFile;

/** Writes pickles of numbers that are known by whole numbers, for Python's {@code pickle.load}. */
public final class NumberPickle {
  private NumberPickle() {}

  /**
   * Creates or replaces a file that holds a dictionary from {@code int} to {@code float}.
   *
   * @param numbers of which any may be NaN or infinite
   * @throws org.ncsn.error.UserError if the disk is full or the folder is missing or read-only
   */
  public static void write(Path file, SortedMap<Long, Double> numbers) {
    // Without a memo: equal numbers are no shared objects.
    AtomicFile.write(file, out -> new Pickler(false).dump(numbers, out));
  }
}
