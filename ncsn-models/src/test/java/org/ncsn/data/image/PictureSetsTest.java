package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;

class PictureSetsTest {
  private static final String[] FORMATS = {"png", "jpg", "gif", "bmp"};

  @TempDir Path temp;
  private final Map<String, String> skipped = new TreeMap<>();

  @Test
  void findsPicturesOfAllFormatsAndSizesAtAnyDepth() {
    Path folder = DrawnPictures.folder(temp.resolve("mine"), pictures(40));

    try (PictureSets sets = PictureSets.folder(folder, rules(10))) {
      assertThat(sets.training().size()).isEqualTo(38);
      assertThat(sets.test().size()).isEqualTo(2);
      assertThat(all(sets.training()).shape()).isEqualTo(Shape.of(38, 4, 4, 3));
    }
    assertThat(skipped).isEmpty();
  }

  @Test
  void givesTheSameFromAnArchive() {
    Path folder = DrawnPictures.folder(temp.resolve("mine"), pictures(40));
    Map<String, byte[]> below = new LinkedHashMap<>();
    pictures(40).forEach((name, content) -> below.put("my pictures/" + name, content));
    Path archive = DrawnPictures.archive(temp.resolve("mine.zip"), pictures(40));
    Path folderInArchive = DrawnPictures.archive(temp.resolve("folder.zip"), below);

    try (PictureSets unpacked = PictureSets.folder(folder, rules(0));
        PictureSets packed = PictureSets.folder(archive, rules(0));
        PictureSets deeper = PictureSets.folder(folderInArchive, rules(0))) {
      assertThat(all(packed.training()))
          .isEqualTo(all(unpacked.training()))
          .isEqualTo(all(deeper.training()));
      assertThat(all(packed.test())).isEqualTo(all(unpacked.test())).isEqualTo(all(deeper.test()));
    }
  }

  @Test
  void leavesOutWhatIsNoPictureByName() {
    Map<String, byte[]> files = pictures(4);
    files.put("readme.txt", new byte[10]);
    files.put(".hidden.png", new byte[10]);
    files.put("__MACOSX/._a.jpg", new byte[10]);
    Path folder = DrawnPictures.folder(temp.resolve("mine"), files);

    try (PictureSets sets = PictureSets.folder(folder, rules(0))) {
      assertThat(sets.training().size() + sets.test().size()).isEqualTo(4);
    }
  }

  @Test
  void entersAFolderOnceWhateverLinksLeadToIt() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    pictures(6).forEach((name, content) -> files.put("b/" + name, content));
    Path folder = DrawnPictures.folder(temp.resolve("mine"), files);
    Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b/back"), folder);
    Files.createSymbolicLink(folder.resolve("b/self"), Path.of("."));

    assertThat(FolderSearch.of(folder).pictures())
        .containsExactlyElementsOf(new TreeSet<>(files.keySet()));
    assertThat(FolderSearch.of(folder).passedOver()).isEmpty();
  }

  @Test
  void followsLinksThatLeadElsewhere() throws IOException {
    Path elsewhere = DrawnPictures.folder(temp.resolve("elsewhere"), pictures(3));
    Path folder = DrawnPictures.folder(temp.resolve("mine"), Map.of("own.png", new byte[1]));
    Files.createSymbolicLink(folder.resolve("more"), elsewhere);
    Files.createSymbolicLink(folder.resolve("one.png"), elsewhere.resolve("0.png"));

    assertThat(FolderSearch.of(folder).pictures())
        .containsExactly(
            "more/0.png", "more/below/1.jpg", "more/far/below/2.gif", "one.png", "own.png");
  }

  @Test
  void namesLinksThatLeadNowhereAndCountsThemAsPicturesThatCannotBeRead() throws IOException {
    Path folder = DrawnPictures.folder(temp.resolve("mine"), pictures(4));
    Files.createSymbolicLink(folder.resolve("lost.png"), Path.of("no.png"));
    Files.createSymbolicLink(folder.resolve("round"), Path.of("round"));
    Files.createSymbolicLink(folder.resolve("notes.txt"), Path.of("no.txt"));

    try (PictureSets sets = PictureSets.folder(folder, rules(2))) {
      assertThat(sets.training().size() + sets.test().size()).isEqualTo(4);
    }
    assertThat(skipped)
        .containsOnlyKeys(folder.resolve("lost.png").toString(), folder.resolve("round").toString())
        .containsValue("the link leads nowhere");
    assertThatThrownBy(() -> PictureSets.folder(folder, rules(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 pictures cannot be read, data.max_corrupt allows 1");
  }

  @Test
  void namesAFolderThatMayNotBeEntered() throws IOException {
    Path folder = DrawnPictures.folder(temp.resolve("mine"), pictures(6));
    Path closed = Files.createDirectory(folder.resolve("closed"));
    closed.toFile().setReadable(false);
    assumeFalse(Files.isReadable(closed), "nothing is forbidden to the superuser");

    try (PictureSets sets = PictureSets.folder(folder, rules(1))) {
      assertThat(sets.training().size() + sets.test().size()).isEqualTo(6);
    }
    assertThat(skipped).containsExactly(Map.entry(closed.toString(), "it may not be entered"));
  }

  @Test
  void putsTheNextPictureInPlaceOfACorruptOneAndNamesItOnce() {
    Map<String, byte[]> files = pictures(12);
    try (PictureSets whole =
        PictureSets.folder(DrawnPictures.folder(temp.resolve("whole"), files), rules(0))) {
      HostArray expected = whole.training().batch(5);
      String fourth = nameOf(whole, files, 4);
      files.put(fourth, Arrays.copyOf(files.get(fourth), 30));
      Path folder = DrawnPictures.folder(temp.resolve("damaged"), files);
      try (PictureSets damaged = PictureSets.folder(folder, rules(1))) {
        assertThat(damaged.training().batch(4)).isEqualTo(expected);
        assertThat(damaged.training().batch(4)).isEqualTo(expected);
        assertThat(damaged.training().batch(5)).isEqualTo(expected);
      }
      assertThat(skipped).containsOnlyKeys(folder.resolve(fourth).toString());
    }
  }

  @Test
  void givesUpWhenMoreAreCorruptThanAllowed() {
    Map<String, byte[]> files = pictures(9);
    for (int i = 0; i < 5; i++) {
      files.put("a/bad" + i + ".png", new byte[i]);
    }
    Path folder = DrawnPictures.folder(temp.resolve("mine"), files);

    assertThatThrownBy(
            () -> {
              try (PictureSets sets = PictureSets.folder(folder, rules(3))) {
                all(sets.training());
                all(sets.test());
              }
            })
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            folder + ": 4 pictures cannot be read, data.max_corrupt allows 3: a/bad")
        .hasMessageEndingWith(", ...; remove them or raise it");
  }

  @Test
  void saysSoWhenNoneCanBeRead() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.png", new byte[3]);
    files.put("b.png", new byte[3]);
    Path folder = DrawnPictures.folder(temp.resolve("mine"), files);

    assertThatThrownBy(() -> PictureSets.folder(folder, rules(10)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none of 2 pictures can be read");
  }

  @Test
  void explainsWhatIsMissing() throws IOException {
    Path empty = Files.createDirectories(temp.resolve("empty"));
    Path one = DrawnPictures.folder(temp.resolve("one"), pictures(1));
    Path none = temp.resolve("none");

    assertThatThrownBy(() -> PictureSets.folder(empty, rules(10)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            empty + ": holds no pictures (jpg, jpeg, png, gif, bmp, webp); check data.path");
    assertThatThrownBy(() -> PictureSets.folder(one, rules(10)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds one picture; at least two");
    assertThatThrownBy(() -> PictureSets.folder(none, rules(10)))
        .isInstanceOf(UserError.class)
        .hasMessage(none + " does not exist; check the path");
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws IOException {
    Path archive = DrawnPictures.archive(temp.resolve("mine.zip"), pictures(10));
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length * 2 / 3));

    assertThatThrownBy(() -> PictureSets.folder(archive, rules(10)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(archive + " is not a usable folder or zip of pictures: ")
        .hasMessageEndingWith("; copy it again, or unpack it and give the folder");
  }

  @Test
  void skipsAnEntryThatUnpacksToMoreThanItClaims() throws IOException {
    Path archive = DrawnPictures.archive(temp.resolve("mine.zip"), pictures(3));
    byte[] zip = Files.readAllBytes(archive);
    // Offset 24 of the first record in the archive's directory: the unpacked size.
    int directory =
        IntStream.range(0, zip.length - 3).filter(i -> isRecord(zip, i)).findFirst().orElseThrow();
    zip[directory + 24] = 1;
    zip[directory + 25] = 0;
    Files.write(archive, zip);

    try (PictureSets sets = PictureSets.folder(archive, rules(1))) {
      all(sets.training());
      all(sets.test());
    }
    assertThat(skipped.values()).singleElement().asString().contains("longer than it should be");
  }

  @Test
  void keepsNoMorePixelsThanItMay() {
    Path folder = DrawnPictures.folder(temp.resolve("mine"), pictures(20));
    try (PictureFiles files = PictureFiles.open(folder)) {
      PixelCache cache = new PixelCache(7);
      DecodedImages images =
          new DecodedImages(
              new PictureLoader(files, Framing.shorterSide(4), rules(0), cache), files.names());
      HostArray first = all(images);

      assertThat(all(images)).isEqualTo(first);
      assertThat(cache.size()).isEqualTo(7);
    }
  }

  private static boolean isRecord(byte[] zip, int at) {
    return zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2;
  }

  /** The name of a training picture, found by its colour. */
  private static String nameOf(PictureSets sets, Map<String, byte[]> files, int index) {
    HostArray wanted = sets.training().batch(index);
    return files.entrySet().stream()
        .filter(file -> red(file.getValue()) == Math.round(wanted.floats()[0] * 255))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static int red(byte[] file) {
    try {
      Picture picture = Framing.shorterSide(4).apply(PictureDecoder.decode(file).withChannels(3));
      return Byte.toUnsignedInt(picture.pixels()[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private PictureRules rules(int maxCorrupt) {
    return new PictureRules(4, 3, maxCorrupt, skipped::put);
  }

  private static HostArray all(Dataset images) {
    return images.batch(IntStream.range(0, images.size()).toArray());
  }

  /** Plain pictures of different reds, sizes and formats, some in folders. */
  private static Map<String, byte[]> pictures(int count) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String format = FORMATS[i % FORMATS.length];
      String name = (i % 3 == 0 ? "" : i % 3 == 1 ? "below/" : "far/below/") + i + "." + format;
      files.put(name, DrawnPictures.plain(format, 3 + i, 20 - i % 15, (i * 6) << 16));
    }
    return files;
  }
}
