package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.data.image.Lsun.Category;
import org.ncsn.error.UserError;
import org.ncsn.format.LmdbWriter;
import org.ncsn.golden.Golden;

class LsunTest {
  private static final int PICTURES = 11;
  private static final int SIDE = 16;

  /** Pictures that are lossless WebP. */
  private static final Set<Integer> EXACT = Set.of(2, 3, 4, 9);

  /** Pictures that are lossy WebP, which has a colour for four pixels. */
  private static final Set<Integer> COARSE = Set.of(7, 8, 10);

  @TempDir Path folder;
  private final Map<String, String> skipped = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resizesTheShorterSideAndCropsTheLongerOne(int channels) throws IOException {
    copies();

    try (PictureSets sets = Lsun.open(folder, Category.CHURCH_OUTDOOR, rules(channels, 0))) {
      assertThat(sets.training().size()).isEqualTo(PICTURES);
      assertThat(sets.test().size()).isEqualTo(PICTURES);
      for (int i = 0; i < PICTURES; i++) {
        Picture expected =
            Framing.shorterSide(SIDE).apply(GoldenPictures.lsun(i).withChannels(channels));
        int most = most(i, channels);
        GoldenPictures.assertClose(sets.training().batch(i), expected, most);
        GoldenPictures.assertClose(sets.test().batch(i), expected, most);
      }
    }
    assertThat(skipped).isEmpty();
  }

  @Test
  void putsTheNextPictureInPlaceOfACorruptOneAndNamesIt() throws IOException {
    Path train = copies();
    ByteBuffer damaged = ByteBuffer.wrap(Files.readAllBytes(train)).order(ByteOrder.LITTLE_ENDIAN);
    // The page of picture 9 alone says that it is a leaf.
    damaged.putShort(5 * 4096 + 10, (short) 2);
    Files.write(train, damaged.array());

    try (PictureSets sets = Lsun.open(folder, Category.CHURCH_OUTDOOR, rules(3, 1))) {
      assertThat(sets.training().batch(9)).isEqualTo(sets.training().batch(10));
    }
    assertThat(skipped)
        .containsExactly(
            Map.entry(
                folder + "/church_outdoor_train_lmdb/def978c540372b6eefaffeb202834969a77f885e",
                "page 5, where it should be, is damaged"));
    assertThatThrownBy(
            () -> {
              try (PictureSets sets = Lsun.open(folder, Category.CHURCH_OUTDOOR, rules(3, 0))) {
                sets.training().batch(9);
              }
            })
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            folder
                + ": 1 pictures cannot be read, data.max_corrupt allows 0: church_outdoor_train");
  }

  @Test
  void saysWhereToGetWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> Lsun.open(folder, Category.TOWER, rules(3, 0)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder
                + " has no tower_train_lmdb; get tower_train_lmdb.zip and tower_val_lmdb.zip with"
                + " https://github.com/fyu/lsun and unpack them there");
    copies();
    Files.delete(folder.resolve("church_outdoor_val_lmdb/data.mdb"));
    assertThatThrownBy(() -> Lsun.open(folder, Category.CHURCH_OUTDOOR, rules(3, 0)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder.resolve("church_outdoor_val_lmdb/data.mdb") + " does not exist; check the path");
  }

  @Test
  void refusesAFileWithoutPictures() throws IOException {
    Path train = copies();
    Files.write(train, LmdbWriter.file(4096, new TreeMap<>()));

    assertThatThrownBy(() -> Lsun.open(folder, Category.CHURCH_OUTDOOR, rules(3, 0)))
        .isInstanceOf(UserError.class)
        .hasMessage(train.getParent() + ": holds no pictures; copy it again");
  }

  /** Between coarse colours decoders may interpolate, or not; of the brightness they know all. */
  private static int most(int picture, int channels) {
    if (EXACT.contains(picture)) {
      return 0;
    }
    return COARSE.contains(picture) && channels > 1 ? 16 : GoldenPictures.LOSSY;
  }

  private Path copies() throws IOException {
    Path validation = Files.createDirectories(folder.resolve("church_outdoor_val_lmdb"));
    Golden.copy("ncsnv2_lmdb", "lsun_data.mdb", validation.resolve("data.mdb"));
    Path train = Files.createDirectories(folder.resolve("church_outdoor_train_lmdb"));
    return Golden.copy("ncsnv2_lmdb", "lsun_data.mdb", train.resolve("data.mdb"));
  }

  private PictureRules rules(int channels, int maxCorrupt) {
    return new PictureRules(SIDE, channels, maxCorrupt, skipped::put);
  }
}
