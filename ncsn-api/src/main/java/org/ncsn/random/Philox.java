package org.ncsn.random;

/**
 * Philox-4x32-10 of Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011): a keyed
 * bijection of a 128-bit counter. Any block can be computed without those before it.
 */
final class Philox {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final long MASK = 0xFFFFFFFFL;

  private Philox() {}

  /** Words 0 (low) and 1 (high) of the block. */
  static long firstHalf(long key, long counterHigh, long counterLow) {
    return block(key, counterHigh, counterLow, true);
  }

  /** Words 2 (low) and 3 (high) of the block. */
  static long secondHalf(long key, long counterHigh, long counterLow) {
    return block(key, counterHigh, counterLow, false);
  }

  private static long block(long key, long counterHigh, long counterLow, boolean first) {
    int c0 = (int) counterLow;
    int c1 = (int) (counterLow >>> 32);
    int c2 = (int) counterHigh;
    int c3 = (int) (counterHigh >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & MASK);
      long product1 = MULTIPLIER_1 * (c2 & MASK);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    return first ? (c1 & MASK) << 32 | (c0 & MASK) : (c3 & MASK) << 32 | (c2 & MASK);
  }
}
