package org.ncsn.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * What an LMDB file says of itself on one of its first two pages.
 *
 * @param pageSize bytes of every page
 * @param flags of the main database, none of which is set in a plain one
 * @param depth levels of its tree, leaves included
 * @param branchPages how many pages lead to others
 * @param leafPages how many have entries
 * @param entries how many there are
 * @param root page number, or {@link #NONE}
 * @param lastPage number of the last page that is in use
 * @param transaction that wrote this
 */
record LmdbHeader(
    int pageSize,
    int flags,
    int depth,
    long branchPages,
    long leafPages,
    long entries,
    long root,
    long lastPage,
    long transaction) {
  /** Root of an empty tree. */
  static final long NONE = -1;

  private static final int BYTES = 152;
  private static final int META = 8;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION = 1;
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 1 << 15;
  private static final int DEEPEST = 32;

  /**
   * The newer one of a file's two, checked against the file.
   *
   * @throws IOException if it is none of a plain database that this machine can read
   */
  static LmdbHeader read(LmdbBytes file) throws IOException {
    LmdbHeader first = at(0, file);
    LmdbHeader second = at(first.pageSize, file);
    boolean older = Long.compareUnsigned(first.transaction, second.transaction) < 0;
    LmdbHeader newer = older ? second : first;
    if (second.pageSize != first.pageSize) {
      throw new IOException("its two headers disagree on the size of pages");
    }
    newer.check(file.size());
    return newer;
  }

  private static LmdbHeader at(int place, LmdbBytes file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file.read(place, BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if ((bytes.getShort(10) & META) == 0
        || bytes.getInt(16) != MAGIC
        || bytes.getInt(20) != VERSION) {
      throw new IOException("it does not begin as LMDB files of 64-bit machines do");
    }
    int pageSize = bytes.getInt(40);
    if (pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE || Integer.bitCount(pageSize) != 1) {
      throw new IOException("it claims pages of " + Integer.toUnsignedString(pageSize) + " bytes");
    }
    return new LmdbHeader(
        pageSize,
        Short.toUnsignedInt(bytes.getShort(92)),
        Short.toUnsignedInt(bytes.getShort(94)),
        bytes.getLong(96),
        bytes.getLong(104),
        bytes.getLong(120),
        bytes.getLong(128),
        bytes.getLong(136),
        bytes.getLong(144));
  }

  private void check(long bytes) throws IOException {
    if (flags != 0) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its keys have several values or an order of their own (flags 0x%02x), which is not"
                  + " read",
              flags));
    }
    if (entries < 0 || entries > Integer.MAX_VALUE) {
      throw new IOException("it claims " + Long.toUnsignedString(entries) + " entries");
    }
    if ((root == NONE) != (entries == 0)) {
      throw new IOException("it claims " + entries + " entries and a root that does not fit");
    }
    if (entries > 0 && (depth < 1 || depth > DEEPEST)) {
      throw new IOException("it claims to be " + depth + " pages deep");
    }
    long pages = bytes / pageSize;
    if (!isWithin(branchPages, pages) || !isWithin(leafPages, pages)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it is cut off or wrong: it claims %s + %s pages with keys, and has %d pages",
              Long.toUnsignedString(branchPages),
              Long.toUnsignedString(leafPages),
              pages));
    }
  }

  private static boolean isWithin(long claimed, long pages) {
    return claimed >= 0 && claimed <= pages;
  }
}
