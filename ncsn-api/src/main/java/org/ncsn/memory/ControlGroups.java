package org.ncsn.memory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The control groups of a Linux process, of either version: what containers are limited by. */
final class ControlGroups {
  /** Without a limit, the second version says {@code max}, the first a number of more digits. */
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Path mounts;
  private final List<String> membership;

  /**
   * @param root the folder in which {@code sys} is
   * @param membership lines of {@code /proc/self/cgroup}
   */
  ControlGroups(Path root, List<String> membership) {
    this.mounts = root.resolve("sys/fs/cgroup");
    this.membership = List.copyOf(membership);
  }

  /**
   * Bytes that the strictest of the groups leaves; nothing if none has a limit.
   *
   * @param swap bytes that the machine could move elsewhere
   */
  OptionalLong free(long swap) {
    List<Long> free = new ArrayList<>();
    for (String line : membership) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (List.of(parts[1].split(",")).contains("memory")) {
        for (Path group : chain(mounts.resolve("memory"), parts[2])) {
          freeOfFirstVersion(group, swap).ifPresent(free::add);
        }
      } else if (parts[1].isEmpty()) {
        for (Path group : chain(mounts, parts[2])) {
          freeOfSecondVersion(group, swap).ifPresent(free::add);
        }
      }
    }
    return free.stream().mapToLong(Long::longValue).min();
  }

  /** A group and all that it is in. A container sees its own group in the mount's place. */
  private static List<Path> chain(Path mount, String name) {
    Path group = mount.resolve(name.substring(name.startsWith("/") ? 1 : 0)).normalize();
    List<Path> chain = new ArrayList<>();
    while (group != null && group.startsWith(mount)) {
      chain.add(group);
      group = group.getParent();
    }
    return chain.isEmpty() ? List.of(mount) : chain;
  }

  private static Optional<Long> freeOfFirstVersion(Path group, long swap) {
    Optional<Long> memory = left(group, "memory.limit_in_bytes", "memory.usage_in_bytes");
    Optional<Long> both = left(group, "memory.memsw.limit_in_bytes", "memory.memsw.usage_in_bytes");
    return memory
        .map(bytes -> Math.min(bytes + swap, both.orElse(Long.MAX_VALUE)))
        .map(bytes -> bytes + files(group, "total_inactive_file", "total_active_file"));
  }

  private static Optional<Long> freeOfSecondVersion(Path group, long swap) {
    long swappable =
        Files.exists(group.resolve("memory.swap.max"))
            ? Math.min(swap, left(group, "memory.swap.max", "memory.swap.current").orElse(swap))
            : swap;
    return left(group, "memory.max", "memory.current")
        .map(bytes -> bytes + swappable + files(group, "inactive_file", "active_file"));
  }

  /** What a limit leaves; nothing if there is none. */
  private static Optional<Long> left(Path group, String limit, String usage) {
    return number(group.resolve(limit))
        .map(most -> Math.max(0, most - number(group.resolve(usage)).orElse(0L)));
  }

  /** What the group holds of files, which is given up for other uses. */
  private static long files(Path group, String... names) {
    long bytes = 0;
    for (String line : SystemMemory.lines(group.resolve("memory.stat"))) {
      String[] parts = line.split(" ", 2);
      if (parts.length == 2 && List.of(names).contains(parts[0])) {
        bytes += parse(parts[1]).orElse(0L);
      }
    }
    return bytes;
  }

  private static Optional<Long> number(Path file) {
    return SystemMemory.lines(file).stream().findFirst().flatMap(ControlGroups::parse);
  }

  private static Optional<Long> parse(String text) {
    return Optional.of(text.strip())
        .filter(digits -> NUMBER.matcher(digits).matches())
        .map(Long::parseLong);
  }
}
