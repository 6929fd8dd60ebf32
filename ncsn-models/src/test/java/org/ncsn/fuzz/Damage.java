package org.ncsn.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** What happens to files, by accident and on purpose. */
final class Damage {
  private static final int[] EXTREMES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fffff00, 1 << 30, 0xffff, 255, 128
  };

  private Damage() {}

  /** A file with one to four faults, some of them parts of another file. */
  static byte[] of(byte[] whole, byte[] other, Random random) {
    byte[] file = whole.clone();
    int faults = 1 + random.nextInt(4);
    for (int i = 0; i < faults && file.length > 8; i++) {
      file = once(file, other, random);
    }
    return file;
  }

  private static byte[] once(byte[] file, byte[] other, Random random) {
    int at = position(file, random);
    switch (random.nextInt(8)) {
      case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> file[at] = (byte) random.nextInt(256);
      case 2 -> integer(file, at, EXTREMES[random.nextInt(EXTREMES.length)], random.nextBoolean());
      case 3 -> integer(file, at, random.nextInt(), random.nextBoolean());
      case 4 -> {
        return Arrays.copyOf(file, at);
      }
      case 5 -> {
        int to = Math.min(file.length, at + 1 + random.nextInt(64));
        return joined(file, at, file, to, file.length);
      }
      case 6 -> {
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + 1 + random.nextInt(64));
        byte[] inserted = joined(file, at, other, from, to);
        return joined(inserted, inserted.length, file, at, file.length);
      }
      default -> {
        int to = Math.min(file.length, at + random.nextInt(64));
        Arrays.fill(file, at, to, (byte) random.nextInt(256));
      }
    }
    return file;
  }

  /** Half of the time near the beginning, where files say what they are. */
  private static int position(byte[] file, Random random) {
    return random.nextInt(random.nextBoolean() ? Math.min(256, file.length) : file.length);
  }

  private static void integer(byte[] file, int at, int value, boolean littleEndian) {
    for (int i = 0; i < Integer.BYTES && at + i < file.length; i++) {
      file[at + i] = (byte) (value >> (8 * (littleEndian ? i : 3 - i)));
    }
  }

  /** The beginning of a file, and a part of another. */
  private static byte[] joined(byte[] head, int length, byte[] tail, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head, 0, length);
    out.write(tail, from, to - from);
    return out.toByteArray();
  }
}
