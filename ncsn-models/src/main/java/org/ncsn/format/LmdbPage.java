package org.ncsn.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A page of an LMDB file's tree in memory: entries sorted by key, or keys with the pages that they
 * lead to. Nothing in it reaches beyond it.
 */
final class LmdbPage {
  /** What stands before the content of every page. */
  static final int HEADER = 16;

  private static final int NODE = 8;
  private static final int FLAGS = 10;
  private static final int LOWER = 12;
  private static final int UPPER = 14;
  private static final int LONGEST_KEY = 511;
  private static final int BRANCH = 1;
  private static final int LEAF = 2;
  private static final int OVERFLOW = 4;

  /** What else a page can be: of values without keys, or a database within an entry. */
  private static final int KINDS = 0x6F;

  private final long number;
  private final ByteBuffer bytes;
  private final boolean leaf;
  private final int count;

  /**
   * @param number which page it is
   * @throws IOException if it is not what it should be
   */
  LmdbPage(long number, byte[] content) throws IOException {
    this.number = number;
    this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int kind = unsigned(FLAGS) & KINDS;
    if (bytes.getLong(0) != number || (kind != BRANCH && kind != LEAF)) {
      throw new IOException("its page " + number + " is none of a tree");
    }
    this.leaf = kind == LEAF;
    int lower = unsigned(LOWER);
    int upper = unsigned(UPPER);
    this.count = (lower - HEADER) / Short.BYTES;
    if (count < 1 || lower > upper || upper > content.length) {
      throw damaged();
    }
    for (int slot = 0; slot < count; slot++) {
      check(slot, upper);
    }
  }

  /** Whether some bytes begin as pages do that hold one long value. */
  static boolean isOverflow(long number, byte[] content, long pages) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.getLong(0) == number
        && (bytes.getShort(FLAGS) & KINDS) == OVERFLOW
        && Integer.toUnsignedLong(bytes.getInt(LOWER)) >= pages;
  }

  private void check(int slot, int upper) throws IOException {
    int at = node(slot);
    if (at < upper
        || at > bytes.capacity() - NODE
        || value(at) > bytes.capacity()
        || value(at) - at - NODE > LONGEST_KEY) {
      throw damaged();
    }
    if (!leaf) {
      return;
    }
    int flags = unsigned(at + 4);
    if (flags > 1) {
      throw new IOException("it holds databases within its database, or several values of a key");
    }
    long length = flags == 1 ? Long.BYTES : length(slot);
    if (length > bytes.capacity() - value(at)) {
      throw damaged();
    }
  }

  private IOException damaged() {
    return new IOException("its page " + number + " is damaged");
  }

  long number() {
    return number;
  }

  boolean isLeaf() {
    return leaf;
  }

  /** How many entries, or pages led to. */
  int count() {
    return count;
  }

  byte[] key(int slot) {
    int at = node(slot) + NODE;
    return Arrays.copyOfRange(bytes.array(), at, value(node(slot)));
  }

  /** How a key compares with another, byte by byte. */
  int compareKey(int slot, byte[] other) {
    int at = node(slot) + NODE;
    return Arrays.compareUnsigned(bytes.array(), at, value(node(slot)), other, 0, other.length);
  }

  /** The page that a key leads to. */
  long child(int slot) {
    return length(slot) | (long) unsigned(node(slot) + 4) << 32;
  }

  /** Bytes of an entry's value. */
  long length(int slot) {
    return Integer.toUnsignedLong(bytes.getInt(node(slot)));
  }

  /** Whether an entry's value has pages of its own. */
  boolean isElsewhere(int slot) {
    return unsigned(node(slot) + 4) == 1;
  }

  /** The first of these pages. */
  long elsewhere(int slot) {
    return bytes.getLong(value(node(slot)));
  }

  /** An entry's value that is not elsewhere. */
  byte[] here(int slot) {
    int at = value(node(slot));
    return Arrays.copyOfRange(bytes.array(), at, at + (int) length(slot));
  }

  private int node(int slot) {
    return unsigned(HEADER + Short.BYTES * slot);
  }

  /** Where the value of a node begins. */
  private int value(int node) {
    return node + NODE + unsigned(node + 6);
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
