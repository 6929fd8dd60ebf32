package org.ncsn.format;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The pages of an LMDB file's tree and of its long values. */
final class LmdbTree {
  /** The pages before are headers. */
  private static final long FIRST_PAGE = 2;

  private final LmdbBytes file;
  private final LmdbHeader header;

  LmdbTree(LmdbBytes file, LmdbHeader header) {
    this.file = file;
    this.header = header;
  }

  LmdbHeader header() {
    return header;
  }

  /**
   * A page of the tree.
   *
   * @throws IOException if there is none of this number, or it is damaged
   */
  LmdbPage page(long number) throws IOException {
    require(number, header.pageSize());
    return new LmdbPage(number, file.read(number * header.pageSize(), header.pageSize()));
  }

  /**
   * The value of a key.
   *
   * @param most bytes that it may have
   * @throws IOException if it has more, or a page is damaged
   */
  Optional<byte[]> find(byte[] key, int most) throws IOException {
    if (header.entries() == 0) {
      return Optional.empty();
    }
    LmdbPage page = page(header.root());
    for (int level = 1; level < header.depth(); level++) {
      requireKind(page, false);
      page = page(page.child(lastUpTo(page, key, 1)));
    }
    requireKind(page, true);
    int slot = lastUpTo(page, key, 0);
    return slot >= 0 && page.compareKey(slot, key) == 0
        ? Optional.of(value(page, slot, most))
        : Optional.empty();
  }

  /** The last slot whose key is not beyond another; the one before {@code first} if all are. */
  private static int lastUpTo(LmdbPage page, byte[] key, int first) {
    int low = first;
    int high = page.count();
    while (low < high) {
      int middle = (low + high) / 2;
      if (page.compareKey(middle, key) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Every path to entries is equally long. */
  void requireKind(LmdbPage page, boolean leaf) throws IOException {
    if (page.isLeaf() != leaf) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its page %d %s at a depth other than %d",
              page.number(),
              leaf ? "leads to others" : "holds entries",
              header.depth()));
    }
  }

  /**
   * Makes sure that there is room in the file for an entry's value.
   *
   * @throws IOException if it would reach beyond the file
   */
  void requireValue(LmdbPage page, int slot) throws IOException {
    if (page.isElsewhere(slot)) {
      require(page.elsewhere(slot), LmdbPage.HEADER + page.length(slot));
    }
  }

  private byte[] value(LmdbPage page, int slot, int most) throws IOException {
    long length = page.length(slot);
    if (length > most) {
      throw new IOException("it has " + length + " bytes, more than " + most);
    }
    if (!page.isElsewhere(slot)) {
      return page.here(slot);
    }
    requireValue(page, slot);
    long first = page.elsewhere(slot);
    long place = first * header.pageSize();
    long pages = (LmdbPage.HEADER + length - 1) / header.pageSize() + 1;
    if (!LmdbPage.isOverflow(first, file.read(place, LmdbPage.HEADER), pages)) {
      throw new IOException("page " + first + ", where it should be, is damaged");
    }
    return file.read(place + LmdbPage.HEADER, (int) length);
  }

  private void require(long number, long bytes) throws IOException {
    if (number < FIRST_PAGE || number > header.lastPage()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it leads to a page %s, its last one is %s",
              Long.toUnsignedString(number),
              Long.toUnsignedString(header.lastPage())));
    }
    if (number > (file.size() - bytes) / header.pageSize()) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "it is cut off: after %d bytes, before the end of what begins on its page %d",
              file.size(),
              number));
    }
  }
}
