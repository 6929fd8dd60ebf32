package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.format.Npy;

/** Any number of samples goes to the disk batch by batch, and is the same however it got there. */
class StreamedSamplesTest {
  @TempDir private static Path run;
  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    String data = "dataset: DIGITS, image_size: 8, channels: 1";
    String config = TinyConfig.usual().with("data", data).in(run);
    Ncsn.succeed("--config", config, "--run", run.toString(), "--doc", "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--samples", "--inpaint", "--interpolate"})
  void areTheSameInBatchesOfAnySize(String what) throws IOException {
    List<String> flags =
        switch (what) {
          case "--samples" -> List.of("--samples", "7");
          case "--inpaint" -> List.of("--inpaint", "--images", "2", "--completions", "3");
          default -> List.of("--interpolate", "5", "--images", "1");
        };
    Ncsn.succeed(arguments("once", flags));
    Ncsn.succeed(arguments("parts", with(flags, "--batch_size", "4")));
    Ncsn.succeed(arguments("one", with(flags, "--batch_size", "1")));

    Path once = array(folder.resolve("once"));
    assertThat(array(folder.resolve("parts"))).hasSameBinaryContentAs(once);
    assertThat(array(folder.resolve("one"))).hasSameBinaryContentAs(once);
  }

  @Test
  void goOnAfterAKillWhereTheyStopped() throws IOException, InterruptedException {
    List<String> flags = List.of("--samples", "300", "--batch_size", "1", "--steps_each", "2");
    Ncsn.succeed(arguments("whole", flags));
    try (NcsnProcess process = NcsnProcess.start(arguments("killed", flags))) {
      process.awaitLine("Sampling from ");
      while (process.isAlive() && kept().isEmpty()) {
        Thread.sleep(5);
      }
      process.signal("KILL");
      process.end(137);
    }
    assertThat(kept()).as("left behind by the killed test").hasSize(1);
    assertThat(folder.resolve("killed").resolve("samples.npy")).doesNotExist();

    Ncsn resumed = Ncsn.succeed(arguments("killed", flags));

    assertThat(resumed.out()).contains("Going on behind the ");
    assertThat(folder.resolve("killed").resolve("samples.npy"))
        .hasSameBinaryContentAs(folder.resolve("whole").resolve("samples.npy"));
    assertThat(kept()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void areKeptWhenTheDiskIsFullAndGoOnWhenItIsNot() throws IOException, InterruptedException {
    List<String> flags = List.of("--samples", "9", "--batch_size", "2");
    Ncsn.succeed(arguments("whole", flags));
    try (NcsnProcess process = NcsnProcess.startWithSmallFiles(1, arguments("killed", flags))) {
      assertThat(process.end(2)).last(STRING).contains("cannot write ", "samples-", ".npy.part: ");
    }
    assertThat(kept()).hasSize(1);

    Ncsn resumed = Ncsn.succeed(arguments("killed", flags));

    assertThat(resumed.out()).contains("Going on behind the ");
    assertThat(folder.resolve("killed").resolve("samples.npy"))
        .hasSameBinaryContentAs(folder.resolve("whole").resolve("samples.npy"));
  }

  @Test
  void ofASingleBatchShowItsWay() {
    Ncsn test = Ncsn.succeed(arguments("a", List.of("--samples", "4")));
    assertThat(test.out()).contains("noise level 2").doesNotContain("image 1 of 4");
    assertThat(folder.resolve("a").resolve("movie.gif")).isNotEmptyFile();
  }

  @Test
  void showTheFirstOfManyInPictures() throws IOException {
    Ncsn test = Ncsn.succeed(arguments("a", List.of("--samples", "5", "--batch_size", "2")));
    assertThat(test.out()).contains("image 5 of 5");
    assertThat(Npy.read(folder.resolve("a").resolve("samples.npy")).shape().extent(0)).isEqualTo(5);
    assertThat(folder.resolve("a").resolve("samples.png")).isNotEmptyFile();
    assertThat(folder.resolve("a").resolve("movie.gif")).isNotEmptyFile();
  }

  @Test
  void becomePicturesOneByOne() throws IOException {
    List<String> flags = List.of("--samples", "3", "--batch_size", "2", "--pictures");
    Ncsn.succeed(arguments("a", with(flags, "folder")));
    Ncsn.succeed(arguments("b", with(flags, "zip")));

    HostArray drawn = Npy.read(folder.resolve("a").resolve("samples.npy"));
    Path pictures = folder.resolve("a").resolve("samples");
    try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("b").resolve("samples.zip"))) {
      for (int i = 0; i < 3; i++) {
        Path picture = pictures.resolve("000").resolve("00000" + i + ".png");
        assertThat(ImageIO.read(picture.toFile()).getRaster().getSample(5, 2, 0))
            .isEqualTo((int) (Math.max(0, Math.min(1, drawn.at(64 * i + 8 * 2 + 5))) * 255 + 0.5));
        assertThat(zip.getPath("000", picture.getFileName().toString()))
            .hasSameBinaryContentAs(picture);
      }
    }
    assertThat(folder.resolve("a").resolve("samples.part")).doesNotExist();
    assertThat(pictures.resolve("000")).isDirectoryNotContaining("glob:**000003*");
  }

  @Test
  void doNotMixPicturesWithOthers() {
    List<String> flags = List.of("--samples", "3", "--pictures", "folder");
    Ncsn.succeed(arguments("a", flags));
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("a", flags)),
        "samples: there are pictures already; choose another folder with -o, or remove them");
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("a", List.of("--pictures", "tar"))),
        "--pictures must be folder or zip, found 'tar'");
  }

  @Test
  void needABatchOfAtLeastOne() {
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("a", List.of("--batch_size", "0"))),
        "--batch_size must be from 1 to 10000, found 0");
  }

  /** Files of images that are not all there. */
  private List<Path> kept() throws IOException {
    Path images = folder.resolve("killed");
    if (!Files.exists(images)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(images)) {
      List<Path> parts = files.filter(file -> file.toString().endsWith(".part")).toList();
      for (Path part : parts) {
        if (Files.size(part) < 128 + 8 * 8 * Float.BYTES) {
          return List.of();
        }
      }
      return parts;
    }
  }

  private static Path array(Path images) throws IOException {
    try (Stream<Path> files = Files.list(images)) {
      return files.filter(file -> file.toString().endsWith(".npy")).findFirst().orElseThrow();
    }
  }

  private static List<String> with(List<String> flags, String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return all;
  }

  private String[] arguments(String images, List<String> flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--test",
                "--run",
                run.toString(),
                "--doc",
                "a",
                "-o",
                folder.resolve(images).toString()));
    all.addAll(flags);
    return all.toArray(String[]::new);
  }
}
