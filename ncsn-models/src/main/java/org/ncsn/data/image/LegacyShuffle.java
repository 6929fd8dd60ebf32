package org.ncsn.data.image;

/**
 * NumPy's {@code random.seed} and {@code random.shuffle} as they have been since its beginning: the
 * Mersenne Twister MT19937, and for each place from the last on a swap with one of those up to it.
 */
final class LegacyShuffle {
  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int MATRIX = 0x9908b0df;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  private LegacyShuffle(int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
  }

  /** The numbers from 0 to {@code count - 1}, shuffled. */
  static int[] order(int count, int seed) {
    LegacyShuffle random = new LegacyShuffle(seed);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int other = random.upTo(i);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }

  /** A number from 0 to {@code most}: those beyond are drawn again. */
  private int upTo(int most) {
    int mask = Integer.highestOneBit(most) * 2 - 1;
    int drawn = word() & mask;
    while (drawn > most) {
      drawn = word() & mask;
    }
    return drawn;
  }

  private int word() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int word = state[next++];
    word ^= word >>> 11;
    word ^= word << 7 & 0x9d2c5680;
    word ^= word << 15 & 0xefc60000;
    return word ^ word >>> 18;
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int mixed = (state[i] & UPPER) | (state[(i + 1) % WORDS] & ~UPPER);
      state[i] = state[(i + SHIFT) % WORDS] ^ mixed >>> 1 ^ ((mixed & 1) == 0 ? 0 : MATRIX);
    }
  }
}
