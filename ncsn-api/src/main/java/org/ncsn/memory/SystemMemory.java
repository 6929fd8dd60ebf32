package org.ncsn.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of this machine, as far as this process may use it. Linux tells of the limits of the
 * process and of its control groups; of other systems only the size of the memory is taken, since
 * what they call free leaves out what they would give.
 */
public final class SystemMemory implements MemorySupply {
  private static final Pattern FIELD = Pattern.compile("(\\w+):\\s+(\\d{1,15}) kB");
  private static final Pattern LIMIT = Pattern.compile("(Max \\w+ \\w+)\\s+(\\d{1,18})\\s.*");
  private static final String MACHINE = "this machine's memory";

  private final Path root;

  /**
   * @param root the folder in which {@code proc} and {@code sys} are
   */
  SystemMemory(Path root) {
    this.root = root;
  }

  /** That of this machine. */
  public static SystemMemory here() {
    return new SystemMemory(Path.of("/"));
  }

  @Override
  public List<Room> rooms() {
    Fields machine = new Fields(proc("meminfo"));
    if (machine.of("MemAvailable").isEmpty()) {
      return List.of(new Room(MACHINE, size(), 0));
    }
    Fields process = new Fields(proc("self/status"));
    long swap = machine.of("SwapFree").orElse(0L);
    long resident = process.of("RssAnon").or(() -> process.of("VmRSS")).orElse(0L);
    List<Room> rooms = new ArrayList<>();
    limit("Max address space")
        .ifPresent(most -> rooms.add(room("ulimit -v", most, process.of("VmSize"))));
    limit("Max data size")
        .ifPresent(most -> rooms.add(room("ulimit -d", most, process.of("VmData"))));
    new ControlGroups(root, lines(proc("self/cgroup")))
        .free(swap)
        .ifPresent(
            free ->
                rooms.add(new Room("the memory of the process's control group", free, resident)));
    rooms.add(new Room(MACHINE, machine.of("MemAvailable").get() + swap, resident));
    return rooms;
  }

  private static Room room(String command, long most, Optional<Long> held) {
    return new Room(
        "the process's limit (" + command + ")",
        Math.max(0, most - held.orElse(0L)),
        held.orElse(0L));
  }

  private Path proc(String file) {
    return root.resolve("proc").resolve(file);
  }

  private Optional<Long> limit(String name) {
    return lines(proc("self/limits")).stream()
        .map(LIMIT::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals(name))
        .map(line -> Long.parseLong(line.group(2)))
        .findFirst();
  }

  private static long size() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() + system.getTotalSwapSpaceSize()
        : Long.MAX_VALUE;
  }

  /** Lines of a file; none if it cannot be read. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  /** A file of lines such as {@code MemAvailable: 1024 kB}. */
  private record Fields(Path file) {
    /** Bytes. */
    Optional<Long> of(String name) {
      return lines(file).stream()
          .map(FIELD::matcher)
          .filter(Matcher::lookingAt)
          .filter(line -> line.group(1).equals(name))
          .map(line -> Long.parseLong(line.group(2)) << 10)
          .findFirst();
    }
  }
}
