package org.ncsn.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A walk over all pages of an LMDB file's tree, which checks them and finds the entries. Keys that
 * ascend from the first to the last show that no page is led to twice.
 */
final class LmdbWalk {
  private static final int FIRST_SIZE = 64;

  private final LmdbTree tree;
  private long[] pages = new long[FIRST_SIZE];
  private int[] firsts = new int[FIRST_SIZE];
  private int leaves;
  private int branches;
  private int entries;
  private byte[] last = {};
  private byte[] least = {};

  private LmdbWalk(LmdbTree tree) {
    this.tree = tree;
  }

  /**
   * What is where.
   *
   * @throws IOException if the tree is damaged or not what the file's header says
   */
  static LmdbIndex over(LmdbTree tree) throws IOException {
    LmdbWalk walk = new LmdbWalk(tree);
    LmdbHeader header = tree.header();
    if (header.entries() > 0) {
      walk.enter(header.root(), 1);
    }
    if (walk.entries != header.entries()) {
      throw new IOException(
          String.format(
              Locale.ROOT, "it claims %d entries and has %d", header.entries(), walk.entries));
    }
    return new LmdbIndex(
        tree,
        Arrays.copyOf(walk.pages, walk.leaves),
        Arrays.copyOf(walk.firsts, walk.leaves),
        walk.entries);
  }

  /** Goes no deeper than a header may claim. */
  private void enter(long number, int level) throws IOException {
    LmdbPage page = tree.page(number);
    tree.requireKind(page, level == tree.header().depth());
    if (page.isLeaf()) {
      enterLeaf(page);
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
      enter(page.child(slot), level + 1);
    }
  }

  private void enterLeaf(LmdbPage page) throws IOException {
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
