package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of 16 bits, of which IEEE 754 and the definition of bfloat16 say what they are. */
class HalfPrecisionTest {
  @ParameterizedTest
  @CsvSource({
    "0x0000, 0x0p0",
    "0x8000, -0x0p0",
    "0x0001, 0x1p-24",
    "0x83ff, -0x1.ff8p-15",
    "0x0400, 0x1p-14",
    "0x3c00, 0x1p0",
    "0x3c01, 0x1.004p0",
    "0xc000, -0x1p1",
    "0x7bff, 65504",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e00, NaN",
    "0xfc01, NaN"
  })
  void readsBinary16(String bits, Float value) {
    assertThat(HalfPrecision.float16(Integer.decode(bits).shortValue())).isEqualTo(value);
  }

  @Test
  void writesEveryBinary16AsWhatItWasReadFrom() {
    for (int bits = 0; bits < 1 << Short.SIZE; bits++) {
      float value = HalfPrecision.float16((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfPrecision.toFloat16(value)).isEqualTo((short) bits);
      }
    }
    assertThat(HalfPrecision.float16(HalfPrecision.toFloat16(Float.NaN))).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "0x1.002p0, 0x3c00",
    "0x1.002002p0, 0x3c01",
    "0x1.006p0, 0x3c02",
    "-0x1.ffffp0, 0xc000",
    "0x1p-25, 0x0000",
    "0x1.8p-25, 0x0001",
    "-0x1.8p-24, 0x8002",
    "0x1.fffp-15, 0x0400",
    "65519, 0x7bff",
    "65520, 0x7c00",
    "-1e30, 0xfc00"
  })
  void writesTheNearestBinary16OrTheEvenOneOfTwo(Float value, String bits) {
    assertThat(HalfPrecision.toFloat16(value)).isEqualTo(Integer.decode(bits).shortValue());
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0x0p0",
    "0x8000, -0x0p0",
    "0x0001, 0x1p-133",
    "0x3f80, 0x1p0",
    "0x3f81, 0x1.02p0",
    "0xc000, -0x1p1",
    "0x7f7f, 0x1.fep127",
    "0xff80, -Infinity",
    "0x7fc0, NaN"
  })
  void readsBfloat16(String bits, Float value) {
    assertThat(HalfPrecision.bfloat16(Integer.decode(bits).shortValue())).isEqualTo(value);
  }
}
