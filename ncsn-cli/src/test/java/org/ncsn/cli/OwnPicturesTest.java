package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.Shape;
import org.ncsn.format.Npy;
import org.ncsn.golden.Golden;

/** Training on pictures that the user brings, from the command line. */
class OwnPicturesTest {
  private static final String SIZE = ", image_size: 8, channels: 3, random_flip: true";
  private static final int PICTURES = 12;

  @TempDir private Path folder;
  private Path pictures;

  @BeforeEach
  void draw() throws IOException {
    pictures = Files.createDirectories(folder.resolve("pictures/below")).getParent();
    for (int i = 0; i < PICTURES; i++) {
      String format = i % 2 == 0 ? "png" : "jpg";
      String name = (i % 3 == 0 ? "below/" : "") + i + "." + format;
      draw(pictures.resolve(name), format, 10 + i, 20 - i);
    }
  }

  @Test
  void trainsOnAFolderOfMixedSizesAndSamples() {
    train(pictures, 2, "a");

    Path images = folder.resolve("images");
    Ncsn.succeed("--test", "--run", run(), "--doc", "a", "--samples", "2", "-o", images.toString());
    assertThat(Npy.read(images.resolve("samples.npy")).shape()).isEqualTo(Shape.of(2, 8, 8, 3));
  }

  @Test
  void trainsTheSameOnAnArchive() throws IOException {
    train(pictures, 2, "a");
    train(archive(), 2, "b");

    assertThat(weights("b", 2)).isEqualTo(weights("a", 2));
  }

  @Test
  void goesOnAsIfItHadNeverStoppedDespiteACorruptPicture() throws IOException {
    Files.write(pictures.resolve("1.jpg"), new byte[100]);
    assertThat(train(pictures, 12, "whole").out())
        .contains(
            "Skipped " + pictures.resolve("1.jpg") + ": it is no JPEG, PNG, GIF, BMP or WebP");
    train(pictures, 5, "parts");
    Path config = folder.resolve("run/logs/parts/config.yml");
    Files.writeString(config, Files.readString(config).replace("n_iters: 5", "n_iters: 12"));

    Ncsn.succeed("--resume_training", "--run", run(), "--doc", "parts");

    assertThat(weights("parts", 12)).isEqualTo(weights("whole", 12));
  }

  /** Which step meets which picture is the seed's choice: one of them is not met by the first. */
  @Test
  void savesWhatWasTrainedBeforeTooManyPicturesWereCorrupt() throws IOException {
    String config = config("dataset: FOLDER, max_corrupt: 0, path: " + pictures, 12);
    int saved = 0;
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, new byte[100]);
      Ncsn run = Ncsn.run("--config", config, "--run", run(), "--doc", "a", "--overwrite");
      Files.write(file, whole);
      if (folder.resolve("run/logs/a/checkpoint.safetensors").toFile().exists()) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("data.max_corrupt allows 0");
        assertThat(Ncsn.succeed("--resume_training", "--run", run(), "--doc", "a").out())
            .contains("Finished at step 12");
        saved++;
      }
    }
    assertThat(saved).isPositive();
  }

  @Test
  void trainsOnCelebA() throws IOException {
    Path celebA = folder.resolve("run/datasets/celeba");
    Path faces = Files.createDirectories(celebA.resolve("img_align_celeba"));
    for (int i = 1; i <= 4; i++) {
      draw(faces.resolve("00000" + i + ".jpg"), "jpg", 178, 218);
    }
    Files.writeString(
        celebA.resolve("list_eval_partition.txt"),
        "000001.jpg 0\n000002.jpg 0\n000003.jpg 1\n000004.jpg 2\n");

    Ncsn.succeed("--config", config("dataset: CELEBA", 2), "--run", run(), "--doc", "a");

    assertThat(weights("a", 2)).isNotEmpty();
  }

  @Test
  void explainsAMissingPath() {
    assertRefused("dataset: FOLDER", "data.path: FOLDER needs the folder or zip of your pictures");
    assertRefused(
        "dataset: FOLDER, path: " + folder.resolve("none"),
        folder.resolve("none") + " does not exist; check the path");
  }

  @Test
  void explainsAFolderWithoutPictures() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "none here");

    assertRefused("dataset: FOLDER, path: " + empty, empty + ": holds no pictures");
  }

  @Test
  void explainsAFolderOfCorruptPictures() throws IOException {
    for (Path file : files()) {
      Files.writeString(file, "corrupt");
    }
    assertRefused(
        "dataset: FOLDER, max_corrupt: 100, path: " + pictures, "none of 12 pictures can be read");
    assertRefused(
        "dataset: FOLDER, path: " + pictures,
        "11 pictures cannot be read, data.max_corrupt allows 10: ");
  }

  @Test
  void explainsAnArchiveThatIsCutOff() throws IOException {
    Path archive = archive();
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));

    assertRefused(
        "dataset: FOLDER, path: " + archive,
        archive + " is not a usable folder or zip of pictures");
  }

  @Test
  void explainsCelebAThatIsNotThere() {
    assertRefused("dataset: CELEBA", "get img_align_celeba.zip and list_eval_partition.txt from");
  }

  @Test
  void explainsLsunThatIsNotThere() {
    assertRefused(
        "dataset: LSUN",
        "data.category: LSUN needs one of bedroom, bridge, church_outdoor, classroom,"
            + " conference_room, dining_room, kitchen, living_room, restaurant, tower; add it");
    assertRefused("dataset: LSUN, category: pool", "data.category must be one of bedroom, bridge,");
    assertRefused(
        "dataset: LSUN, category: kitchen",
        folder.resolve("run/datasets/lsun") + " has no kitchen_train_lmdb; get kitchen_train_lmdb");
    assertRefused(
        "dataset: LSUN, category: kitchen, path: " + pictures,
        pictures + " has no kitchen_train_lmdb");
  }

  @Test
  void explainsFfhqThatIsNotThereOrOfOtherSizes() {
    assertRefused(
        "dataset: FFHQ",
        folder.resolve("run/datasets/FFHQ") + " does not exist; make it with prepare_data.py");
    assertRefused("dataset: FFHQ, path: " + pictures, "data.mdb does not exist; check the path");
    Path faces = Golden.copy("ncsnv2_lmdb", "ffhq_data.mdb", folder.resolve("faces.mdb"));
    String config =
        TinyConfig.usual()
            .with("data", "dataset: FFHQ, image_size: 32, channels: 3, path: " + faces)
            .in(folder);
    BadCommandTest.assertMistake(
        Ncsn.run("--config", config, "--run", run(), "--doc", "a"),
        faces
            + ": holds no pictures of 32 x 32 pixels; set data.image_size to one that it holds: 8,"
            + " 16, 48");
  }

  private void assertRefused(String data, String expected) {
    BadCommandTest.assertMistake(
        Ncsn.run("--config", config(data, 2), "--run", run(), "--doc", "a"), expected);
    assertThat(folder.resolve("run/logs")).doesNotExist();
  }

  private Ncsn train(Path path, int steps, String doc) {
    String config = config("dataset: FOLDER, path: " + path, steps);
    return Ncsn.succeed("--config", config, "--run", run(), "--doc", doc);
  }

  private String config(String data, int steps) {
    return TinyConfig.usual()
        .with("data", data + SIZE)
        .with("training", "batch_size: 2, n_iters: " + steps + ", snapshot_freq: 100")
        .in(folder);
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  /** The checkpoint behind its header, which also tells the config. */
  private byte[] weights(String doc, int step) throws IOException {
    byte[] file =
        Files.readAllBytes(
            folder.resolve("run/logs/" + doc + "/checkpoint_" + step + ".safetensors"));
    int header = Byte.toUnsignedInt(file[0]) | Byte.toUnsignedInt(file[1]) << 8;
    return Arrays.copyOfRange(file, Long.BYTES + header, file.length);
  }

  private Path[] files() throws IOException {
    try (Stream<Path> files = Files.walk(pictures)) {
      return files.filter(Files::isRegularFile).sorted().toArray(Path[]::new);
    }
  }

  private Path archive() throws IOException {
    Path archive = folder.resolve("pictures.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Path file : files()) {
        zip.putNextEntry(new ZipEntry(pictures.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return archive;
  }

  private static void draw(Path file, String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int seed = file.getFileName().toString().hashCode();
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, seed * (i / 7 + 1));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
