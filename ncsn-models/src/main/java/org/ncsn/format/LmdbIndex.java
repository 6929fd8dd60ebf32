package org.ncsn.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where each entry of an LMDB file is, by its number: of every leaf page the number and that of its
 * first entry, 12 bytes together.
 */
final class LmdbIndex {
  private final LmdbTree tree;
  private final long[] pages;
  private final int[] firsts;
  private final int entries;

  /**
   * @param pages numbers of the leaf pages, in the order of the keys
   * @param firsts of each of them the first entry
   * @param entries how many there are
   */
  LmdbIndex(LmdbTree tree, long[] pages, int[] firsts, int entries) {
    this.tree = tree;
    this.pages = pages;
    this.firsts = firsts;
    this.entries = entries;
  }

  /** How many entries there are. */
  int size() {
    return entries;
  }

  /**
   * The key of an entry.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws IOException if the file has changed
   */
  byte[] key(int entry) throws IOException {
    Objects.checkIndex(entry, entries);
    int found = Arrays.binarySearch(firsts, entry);
    int leaf = found >= 0 ? found : -found - 2;
    LmdbPage page = tree.page(pages[leaf]);
    if (entry - firsts[leaf] >= page.count()) {
      throw new IOException("it has changed");
    }
    return page.key(entry - firsts[leaf]);
  }
}
