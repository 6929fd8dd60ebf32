package org.ncsn.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal may be given. */
class PrintableTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, '\n', '\r', 0x1b, 0x7f, 0x85, 0x9b, 0x9d, 0xad, 0x61c, 0x200e, 0x200f,
        0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xe0041
      })
  void showsWhatATerminalWouldObeyAsAQuestionMark(int character) {
    assertThat(Printable.of("a" + Character.toString(character) + "z")).isEqualTo("a?z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "conv.weight [2,3]\t~", "Größe", "日本語", "नमस्ते", "\uD83D\uDE00", "\u200D"})
  void leavesEveryOtherTextAsItIs(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @Test
  void cutsWhatGoesOnAndOn() {
    assertThat(Printable.of("12345", 5)).isEqualTo("12345");
    assertThat(Printable.of("1234\n6", 5)).isEqualTo("1234?...");
  }
}
