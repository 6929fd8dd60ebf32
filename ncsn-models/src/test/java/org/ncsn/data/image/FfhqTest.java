package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.error.UserError;
import org.ncsn.format.LmdbWriter;
import org.ncsn.golden.Golden;

class FfhqTest {
  @TempDir Path folder;
  private final Map<String, String> skipped = new TreeMap<>();

  /** Of the sizes only the smallest is lossless. */
  @ParameterizedTest
  @CsvSource({"8, 3, 0", "16, 3, 2", "48, 3, 2", "8, 1, 0"})
  void takesNineTenthsInTheOrderOfTheOfficialProgram(int side, int channels, int most) {
    Golden.copy("ncsnv2_lmdb", "ffhq_data.mdb", folder.resolve("data.mdb"));

    try (PictureSets sets = Ffhq.open(folder, rules(side, channels))) {
      int[] order = LegacyShuffle.order(8, 2019);
      assertThat(sets.training().size()).isEqualTo(7);
      assertThat(sets.test().size()).isEqualTo(1);
      for (int i = 0; i < 8; i++) {
        GoldenPictures.assertClose(
            i < 7 ? sets.training().batch(i) : sets.test().batch(i - 7),
            GoldenPictures.ffhq(side, order[i]).withChannels(channels),
            most);
      }
    }
    assertThat(skipped).isEmpty();
  }

  @Test
  void namesTheSizesThatAreStored() {
    Golden.copy("ncsnv2_lmdb", "ffhq_data.mdb", folder.resolve("data.mdb"));

    assertRefused(
        32,
        folder
            + ": holds no pictures of 32 x 32 pixels; set data.image_size to one that it holds: 8,"
            + " 16, 48");
  }

  @Test
  void skipsPicturesOfAnotherSizeThanTheirKeySays() throws IOException {
    SortedMap<String, byte[]> entries = pictures(4);
    entries.put("4-00001", DrawnPictures.plain("png", 4, 5, 0));
    entries.remove("4-00002");
    entries.put("other", new byte[1]);
    write(entries);

    try (PictureSets sets = Ffhq.open(folder, rules(4, 3))) {
      sets.training().batch(0, 1, 2);
      sets.test().batch(0);
    }
    assertThat(skipped)
        .containsOnly(
            Map.entry(folder + "/4-00001", "it has 4 x 5 pixels, not 4 x 4"),
            Map.entry(folder + "/4-00002", "it is not there"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eight      | its key 'length' holds no number
          9999999999 | its key 'length' holds no number
          -1         | its key 'length' holds no number
          1          | it says that it has 1 pictures, and has 5 entries
          999999999  | it says that it has 999999999 pictures, and has 5 entries
          3          | it says that it has 3 pictures, but has no 4-00002
          """)
  void refusesALengthThatIsNotSo(String length, String problem) throws IOException {
    SortedMap<String, byte[]> entries = pictures(2);
    entries.put("length", length.getBytes(StandardCharsets.US_ASCII));
    entries.put("other", new byte[1]);
    entries.put("others", new byte[1]);
    write(entries);

    assertRefused(4, folder + " is not a usable LMDB file of FFHQ: " + problem + "; make it again");
  }

  @Test
  void refusesOtherDatabases() throws IOException {
    SortedMap<String, byte[]> entries = pictures(4);
    entries.remove("length");
    write(entries);
    assertRefused(
        4,
        folder
            + " is not a usable LMDB file of FFHQ: its key 'length' cannot be read: it is not"
            + " there; make it again");

    entries.clear();
    entries.put("0", new byte[1]);
    entries.put("1", new byte[1]);
    entries.put("length", new byte[] {'2'});
    write(entries);
    assertRefused(4, folder + ": holds no pictures under keys like 256-00042; make it again");
  }

  @Test
  void saysHowToMakeWhatIsMissing() {
    Path none = folder.resolve("FFHQ");
    assertThatThrownBy(() -> Ffhq.open(none, rules(4, 3)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(none + " does not exist; make it with prepare_data.py of")
        .hasMessageEndingWith("https://github.com/NVlabs/ffhq-dataset");
  }

  private void assertRefused(int side, String message) {
    assertThatThrownBy(() -> Ffhq.open(folder, rules(side, 3)))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  private static SortedMap<String, byte[]> pictures(int count) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      entries.put("4-0000" + i, DrawnPictures.plain("png", 4, 4, i));
    }
    entries.put("length", Integer.toString(count).getBytes(StandardCharsets.US_ASCII));
    return entries;
  }

  private void write(SortedMap<String, byte[]> entries) throws IOException {
    Files.write(folder.resolve("data.mdb"), LmdbWriter.file(4096, entries));
  }

  private PictureRules rules(int side, int channels) {
    return new PictureRules(side, channels, 2, skipped::put);
  }
}
