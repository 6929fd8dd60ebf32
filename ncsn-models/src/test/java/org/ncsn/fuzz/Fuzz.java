package org.ncsn.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.ncsn.error.UserError;

/**
 * Gives a reader damaged files, thousands of them under the profile {@code fuzz}. It may read them
 * or refuse them in one line; it may neither fail otherwise nor take more memory than its files
 * deserve.
 */
public final class Fuzz {
  /** Rounds for each file; few in the usual tests, more with {@code -Pfuzz}. */
  private static final int ROUNDS = Integer.getInteger("ncsn.fuzz.rounds", 200);

  private static final String SEED = System.getProperty("ncsn.fuzz.seed", "2019");

  private final Path folder;
  private final long mostBytes;

  /**
   * @param folder where the damaged files are put; what a reader failed on stays there
   * @param mostBytes how much a reader may allocate
   */
  public Fuzz(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** What reads a file. */
  @FunctionalInterface
  public interface Reader {
    /** Reads all of it. */
    void read(Path file);
  }

  /**
   * Reads the files whole, which has to succeed, and then damaged.
   *
   * @param name what the damaged file is called
   * @throws AssertionError if the reader fails otherwise than by a {@link UserError} of one line
   */
  public void run(String name, List<byte[]> files, Reader reader) {
    long seed = SEED.equals("random") ? System.nanoTime() : Long.parseLong(SEED);
    Random random = new Random(seed);
    Path file = folder.resolve(name);
    for (byte[] whole : files) {
      write(file, whole);
      reader.read(file);
      for (int round = 0; round < ROUNDS; round++) {
        write(file, Damage.of(whole, files.get(random.nextInt(files.size())), random));
        try {
          check(file, reader);
        } catch (Throwable failure) {
          throw new AssertionError(
              "%s, -Dncsn.fuzz.seed=%d, round %d: %s; the file is kept as %s"
                  .formatted(name, seed, round, failure, kept(file)),
              failure);
        }
      }
    }
  }

  private void check(Path file, Reader reader) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      reader.read(file);
    } catch (UserError refused) {
      String message = refused.getMessage();
      if (message.contains("\n") || message.length() > 2000 || message.contains(": null")) {
        throw new AssertionError("tells: " + message);
      }
    }
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    if (taken > mostBytes) {
      throw new AssertionError("allocates " + taken + " bytes");
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The temporary folder goes with the test: a copy for whoever mends the reader. */
  private static Path kept(Path file) {
    try {
      Path target = Path.of("target", "fuzz-" + file.getFileName());
      Files.deleteIfExists(target);
      return Files.copy(file, target).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
