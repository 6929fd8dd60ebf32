package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.error.UserError;
import org.ncsn.golden.Golden;

/**
 * LMDB files that claim what is not so. The honest one has its root on page 6, which leads to the
 * leaves 7, 9, 8 and 3; a value of page 3 is on page 5.
 */
@Timeout(60)
class HostileLmdbTest {
  private static final int PAGE = 4096;
  private static final int ROOT = 6 * PAGE;
  private static final int MIDDLE_LEAF = 9 * PAGE;
  private static final int LAST_LEAF = 3 * PAGE;
  private static final int LONG_VALUE = 5 * PAGE;
  private static final String LONG_KEY = "def978c540372b6eefaffeb202834969a77f885e";

  @TempDir Path folder;
  private Path file;
  private ByteBuffer content;

  @BeforeEach
  void copy() throws IOException {
    file = Golden.copy("ncsnv2_lmdb", "lsun_data.mdb", folder.resolve("data.mdb"));
    content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16  | 4 | 1             | it does not begin as LMDB files of 64-bit machines do
          20  | 4 | 999           | it does not begin as LMDB files of 64-bit machines do
          10  | 2 | 2             | it does not begin as LMDB files of 64-bit machines do
          40  | 4 | 0             | it claims pages of 0 bytes
          40  | 4 | 4000          | it claims pages of 4000 bytes
          40  | 4 | 65536         | it claims pages of 65536 bytes
          40  | 4 | -2147483648   | it claims pages of 2147483648 bytes
          40  | 4 | 8192          | it does not begin as LMDB files of 64-bit machines do
          92  | 2 | 4             | several values or an order of their own (flags 0x04)
          92  | 2 | 8             | several values or an order of their own (flags 0x08)
          94  | 2 | 0             | it claims to be 0 pages deep
          94  | 2 | 1             | its page 6 leads to others at a depth other than 1
          94  | 2 | 3             | its page 7 holds entries at a depth other than 3
          94  | 2 | -1            | it claims to be 65535 pages deep
          96  | 8 | 0             | its tree has more pages or entries than it claims
          96  | 8 | -1            | it claims 18446744073709551615 + 4 pages with keys, and has 11 pages
          104 | 8 | 3             | its tree has more pages or entries than it claims
          104 | 8 | 1000000000000 | it claims 1 + 1000000000000 pages with keys, and has 11 pages
          120 | 8 | 10            | its tree has more pages or entries than it claims
          120 | 8 | 12            | it claims 12 entries and has 11
          120 | 8 | 3000000000    | it claims 3000000000 entries
          120 | 8 | -1            | it claims 18446744073709551615 entries
          120 | 8 | 0             | it claims 0 entries and a root that does not fit
          128 | 8 | -1            | it claims 11 entries and a root that does not fit
          128 | 8 | 0             | it leads to a page 0, its last one is 10
          128 | 8 | 5             | its page 5 is none of a tree
          128 | 8 | 10            | its page 10 holds entries at a depth other than 2
          128 | 8 | 11            | it leads to a page 11, its last one is 10
          128 | 8 | -2            | it leads to a page 18446744073709551614, its last one is 10
          136 | 8 | 8             | it leads to a page 9, its last one is 8
          """)
  void areRefusedByTheirHeader(int at, int bytes, long value, String problem) throws IOException {
    set(at, bytes, value);

    assertRefused(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 8 | 7     | its page 6 is none of a tree
          10 | 2 | 0     | its page 6 is none of a tree
          10 | 2 | 3     | its page 6 is none of a tree
          10 | 2 | 34    | its page 6 is none of a tree
          12 | 2 | 16    | its page 6 is damaged
          12 | 2 | 0     | its page 6 is damaged
          12 | 2 | -1    | its page 6 is damaged
          14 | 2 | -1    | its page 6 is damaged
          14 | 2 | 4090  | its page 6 is damaged
          16 | 2 | 0    | its page 6 is damaged
          16 | 2 | 4095  | its page 6 is damaged
          """)
  void areRefusedByAPage(int at, int bytes, long value, String problem) throws IOException {
    set(ROOT + at, bytes, value);

    assertRefused(problem);
  }

  @Test
  void areRefusedForACycle() throws IOException {
    set(node(ROOT, 1), 2, 6);
    assertRefused("its page 6 leads to others at a depth other than 2");

    set(94, 2, 32);
    set(node(ROOT, 0), 2, 6);
    assertRefused("its tree has more pages or entries than it claims");
    set(96, 8, 11);
    assertRefused("its tree has more pages or entries than it claims");
  }

  /** Twice at each of 32 levels would be four thousand million visits. */
  @Test
  void areRefusedForPagesThatAreLedToAgainAndAgain() throws IOException {
    set(node(ROOT, 1), 2, 7);

    assertRefused("its keys on page 7 are not in order");
  }

  @Test
  void areRefusedForKeysOutOfOrder() throws IOException {
    int first = content.getShort(MIDDLE_LEAF + 16);
    set(MIDDLE_LEAF + 16, 2, content.getShort(MIDDLE_LEAF + 18));
    set(MIDDLE_LEAF + 18, 2, first);

    assertRefused("its keys on page 9 are not in order");
  }

  @Test
  void areRefusedForTheSameKeyTwice() throws IOException {
    set(MIDDLE_LEAF + 18, 2, content.getShort(MIDDLE_LEAF + 16));

    assertRefused("its keys on page 9 are not in order");
  }

  @Test
  void areRefusedForKeysThatDoNotLeadToThem() throws IOException {
    set(node(ROOT, 1) + 8, 1, '3');
    assertRefused("its keys on page 9 are not in order");

    set(node(ROOT, 1) + 8, 1, '1');
    set(node(ROOT, 1) + 9, 1, '0');
    assertRefused("its keys on page 6 are not in order");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 4 | 4000 | its page 9 is damaged
          0 | 4 | -1   | its page 9 is damaged
          4 | 2 | 2    | it holds databases within its database, or several values of a key
          4 | 2 | 4    | it holds databases within its database, or several values of a key
          4 | 2 | 1    | it leads to a page
          6 | 2 | -1   | its page 9 is damaged
          6 | 2 | 4080 | its page 9 is damaged
          6 | 2 | 0    | its keys on page 9 are not in order
          """)
  void areRefusedByAnEntry(int at, int bytes, long value, String problem) throws IOException {
    set(node(MIDDLE_LEAF, 0) + at, bytes, value);

    assertRefused(problem);
  }

  @Test
  void areRefusedForValuesBeyondTheFile() throws IOException {
    int entry = node(LAST_LEAF, 4);
    set(entry, 4, -1);
    assertRefused("it is cut off: after 45056 bytes, before the end of what begins on its page 5");

    set(entry, 4, 100);
    set(entry + 48, 8, 1L << 52);
    assertRefused("it leads to a page 4503599627370496, its last one is 10");
    set(136, 8, 1L << 53);
    assertRefused("before the end of what begins on its page 4503599627370496");
    set(entry + 48, 8, -1);
    assertRefused("it leads to a page 18446744073709551615");
  }

  @ParameterizedTest
  @CsvSource({"0, 8, 4", "10, 2, 2", "12, 4, 0"})
  void giveNoValueFromAPageOfAnotherKind(int at, int bytes, long value) throws IOException {
    set(LONG_VALUE + at, bytes, value);

    try (Lmdb lmdb = Lmdb.open(file)) {
      assertThatThrownBy(() -> lmdb.find(LONG_KEY.getBytes(StandardCharsets.US_ASCII), 1 << 20))
          .isInstanceOf(IOException.class)
          .hasMessage("page 5, where it should be, is damaged");
    }
  }

  @Test
  void areRefusedWhenTheyAreCutOff() throws IOException {
    byte[] whole = content.array();
    for (int length = 0; length < 10 * PAGE; length += 333) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertRefused("cut off");
    }
  }

  @Test
  void areRefusedWhenTheyAreSomethingElse() throws IOException {
    Files.writeString(file, "no database ".repeat(1000));

    assertRefused("it does not begin as LMDB files of 64-bit machines do");
  }

  @Test
  void areToldWhenTheyHaveChanged() throws IOException {
    try (Lmdb lmdb = Lmdb.open(file)) {
      // What is written anew is another file; this one is still read.
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.setLength(2 * PAGE);
      }
      assertThatThrownBy(() -> lmdb.key(3))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + " is not a usable LMDB file: ");
    }
  }

  /** Where the node of a slot begins. */
  private int node(int page, int slot) {
    return page + content.getShort(page + 16 + 2 * slot);
  }

  private void set(int at, int bytes, long value) throws IOException {
    for (int i = 0; i < bytes; i++) {
      content.put(at + i, (byte) (value >> (8 * i)));
    }
    Files.write(file, content.array());
  }

  private void assertRefused(String problem) {
    assertThatThrownBy(() -> Lmdb.open(file).close())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " is not a usable LMDB file: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith("; copy it again, or write it again as one plain database")
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
  }
}
