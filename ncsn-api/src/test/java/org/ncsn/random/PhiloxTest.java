package org.ncsn.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
  /** Known answers of Random123 1.14 for philox4x32-10: counter, key, block; word 0 comes first. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1",
  })
  void givesTheKnownAnswers(String counter, String key, String block) {
    long keyWords = words(key, 0);
    long high = words(counter, 2);
    long low = words(counter, 0);
    assertThat(Philox.firstHalf(keyWords, high, low)).isEqualTo(words(block, 0));
    assertThat(Philox.secondHalf(keyWords, high, low)).isEqualTo(words(block, 2));
  }

  private static long words(String hexadecimal, int first) {
    String[] words = hexadecimal.split(" ", -1);
    return Long.parseUnsignedLong(words[first + 1] + words[first], 16);
  }
}
