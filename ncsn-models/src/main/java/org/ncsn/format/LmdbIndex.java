package org.ncsn.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * Where each entry of an LMDB file is, by its number: of every leaf page the number and that of its
 * first entry, 12 bytes together. While it is made every page of the tree is looked at: keys that
 * ascend from the first to the last show that no page is led to twice.
 */
final class LmdbIndex {
  private static final int FIRST_SIZE = 64;

  private final LmdbTree tree;
  private long[] pages = new long[FIRST_SIZE];
  private int[] firsts = new int[FIRST_SIZE];
  private int leaves;
  private int branches;
  private int entries;
  private byte[] last = {};
  private byte[] least = {};

  private LmdbIndex(LmdbTree tree) {
    this.tree = tree;
  }

  /**
   * The index of a file.
   *
   * @throws IOException if its tree is damaged or not what its header says
   */
  static LmdbIndex of(LmdbTree tree) throws IOException {
    LmdbIndex index = new LmdbIndex(tree);
    LmdbHeader header = tree.header();
    if (header.entries() > 0) {
      index.add(header.root(), 1);
    }
    if (index.entries != header.entries()) {
      throw new IOException(
          String.format(
              Locale.ROOT, "it claims %d entries and has %d", header.entries(), index.entries));
    }
    return index;
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
    int found = Arrays.binarySearch(firsts, 0, leaves, entry);
    int leaf = found >= 0 ? found : -found - 2;
    LmdbPage page = tree.page(pages[leaf]);
    if (entry - firsts[leaf] >= page.count()) {
      throw new IOException("it has changed");
    }
    return page.key(entry - firsts[leaf]);
  }

  /** No more levels than a header may claim. */
  private void add(long number, int level) throws IOException {
    LmdbPage page = tree.page(number);
    tree.requireKind(page, level == tree.header().depth());
    if (page.isLeaf()) {
      addLeaf(page);
      return;
    }
    branches++;
    requireAtMost(branches, tree.header().branchPages());
    for (int slot = 0; slot < page.count(); slot++) {
      // The first key is no lower than what led here, and left out.
      if (slot > 0) {
        least = page.key(slot);
        requireAscending(page, Arrays.compareUnsigned(last, least) < 0);
      }
      add(page.child(slot), level + 1);
    }
  }

  private void addLeaf(LmdbPage page) throws IOException {
    requireAscending(page, page.compareKey(0, least) >= 0);
    for (int slot = 0; slot < page.count(); slot++) {
      requireAscending(page, page.compareKey(slot, last) > 0);
      last = page.key(slot);
      tree.requireValue(page, slot);
    }
    if (leaves == pages.length) {
      pages = Arrays.copyOf(pages, 2 * leaves);
      firsts = Arrays.copyOf(firsts, 2 * leaves);
    }
    pages[leaves] = page.number();
    firsts[leaves] = entries;
    leaves++;
    requireAtMost(leaves, tree.header().leafPages());
    requireAtMost(entries + (long) page.count(), tree.header().entries());
    entries += page.count();
  }

  private static void requireAtMost(long found, long claimed) throws IOException {
    if (found > claimed) {
      throw new IOException("its tree has more pages or entries than it claims");
    }
  }

  private static void requireAscending(LmdbPage page, boolean ascending) throws IOException {
    if (!ascending) {
      throw new IOException("its keys on page " + page.number() + " are not in order");
    }
  }
}
