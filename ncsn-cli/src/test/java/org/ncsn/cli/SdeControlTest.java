package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.data.ByteImages;
import org.ncsn.data.Dataset;
import org.ncsn.data.MnistSample;
import org.ncsn.data.image.Resized;
import org.ncsn.sampler.Colorization;

/** What samples of score SDEs are to be: completed, coloured, of a class, between images. */
class SdeControlTest {
  private static final TestConfig CLASSES = SdeConfigs.quick().with("unet.classes", true);

  /** The first of the bundled digits that no network is trained on. */
  private static final int FIRST = 9_500;

  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    commands = Commands.in(folder);
  }

  @Test
  void completesImagesByWhatIsKnown() {
    commands.train(CLASSES);
    commands.test("--inpaint", "--images", "2", "--completions", "2", "--steps", "3");
    assertThat(commands.array("completions").shape()).isEqualTo(Shape.of(4, 8, 8, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void coloursImagesThatAreKnownInGrey(String backend) {
    commands.train(SdeConfigs.quick().with("data.channels", 3).with("backend", backend));
    Ncsn run = commands.test("--colorize", "--images", "2", "--completions", "3", "--steps", "5");

    assertThat(run.out()).contains("Wrote colourings.png and colourings.npy");
    assertThat(commands.some("colourings.png")).isNotEmptyFile();
    HostArray coloured = commands.array("colourings");
    assertThat(coloured.shape()).isEqualTo(Shape.of(6, 8, 8, 3));
    HostArray grey = Colorization.grey(coloured);
    HostArray digits = digits(3).batch(FIRST, FIRST, FIRST, FIRST + 1, FIRST + 1, FIRST + 1);
    for (int i = 0; i < grey.shape().intSize(); i++) {
      // But for the noise of the last step.
      assertThat(Math.abs(grey.at(i) - digits.at(i))).isLessThan(0.05);
    }
    assertThat(coloured).isNotEqualTo(grey);
  }

  private static Dataset digits(int channels) {
    return Resized.of((ByteImages) MnistSample.images(), 8, channels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void drawsWhatIsAskedForByANetworkThatIsToldClasses(String backend) {
    commands.train(CLASSES.with("training.n_iters", 2).with("backend", backend));
    commands.test("--samples", "4", "--steps", "3");
    HostArray inTurn = commands.array("samples");
    commands.test("--samples", "4", "--steps", "3", "--class", "3");
    HostArray threes = commands.array("samples");
    commands.test("--samples", "4", "--steps", "3", "--class", "3", "--guidance", "2");

    assertThat(inTurn.slice(3, 4)).isEqualTo(threes.slice(3, 4));
    assertThat(inTurn.slice(0, 3)).isNotEqualTo(threes.slice(0, 3));
    assertThat(commands.array("samples")).isNotEqualTo(threes);
    commands.mistake(
        "--class 10", "sampler.only_class (--class): classes are numbered 0 to 9, found 10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void leadsSamplesByAClassifierThatThisProgramTrained(String backend) {
    commands.train(SdeConfigs.quick().with("backend", backend));
    String classifier = commands.file(SdeConfigs.classifier(2).with("backend", backend));
    Ncsn trained = commands.run("--config", classifier, "--doc", "digits");
    assertThat(trained.out())
        .containsPattern("Time 0\\.0, noise of deviation [0-9.e-]+: [0-9.]+ % of 500 test images")
        .contains("Time 1.0, noise of deviation 1.00: ");

    commands.test("--samples", "4", "--steps", "3", "--classifier", "digits", "--class", "3");
    HostArray led = commands.array("samples");
    commands.test("--samples", "4", "--steps", "3", "--classifier", "digits", "--guidance", "0");
    HostArray left = commands.array("samples");
    commands.test("--samples", "4", "--steps", "3");
    HostArray plain = commands.array("samples");

    assertThat(led.isFinite()).isTrue();
    assertThat(led).isNotEqualTo(plain);
    for (int i = 0; i < plain.shape().intSize(); i++) {
      assertThat(Math.abs(left.at(i) - plain.at(i))).isLessThan(1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void encodesImagesAndGivesThemBack(String backend) {
    commands.train(CLASSES.with("backend", backend));
    Ncsn run =
        commands.test("--encode", "--images", "3", "--batch_size", "2", "--tolerance", "1e-3");

    assertThat(run.out())
        .containsPattern(
            "3 images and back: pixels in \\[0, 1\\] differ by .*; \\d+ \\(\\d+ to \\d+\\)"
                + " evaluations to encode each, \\d+ \\(\\d+ to \\d+\\) to decode it");
    assertThat(commands.some("reconstructions.png")).isNotEmptyFile();
    HostArray back = commands.array("reconstructions");
    assertThat(commands.array("latents").shape()).isEqualTo(Shape.of(3, 8, 8, 1));
    HostArray digits = digits(1).batch(FIRST, FIRST + 1, FIRST + 2);
    for (int i = 0; i < back.shape().intSize(); i++) {
      assertThat(Math.abs(back.at(i) - digits.at(i))).isLessThan(0.05);
    }

    commands.test("--interpolate_images", "--images", "2", "--tolerance", "1e-3");
    HostArray paths = commands.array("paths");
    assertThat(paths.shape()).isEqualTo(Shape.of(18, 8, 8, 1));
    for (int path = 0; path < 2; path++) {
      assertClose(paths.slice(9 * path, 9 * path + 1), back.slice(path, path + 1));
      assertClose(paths.slice(9 * path + 8, 9 * path + 9), back.slice(path + 1, path + 2));
    }
  }

  private static void assertClose(HostArray found, HostArray expected) {
    for (int i = 0; i < expected.shape().intSize(); i++) {
      assertThat(Math.abs(found.at(i) - expected.at(i))).isLessThan(0.01);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void trainsAndSamplesANetworkThatIsToldNothing(String backend) {
    commands.train(
        SdeConfigs.quick()
            .with("backend", backend)
            .with("sde.continuous", false)
            .with("unet.resblock_type", "ddpm")
            .with("unet.conv_shortcut", true)
            .with("unet.conditional", false));
    commands.test("--samples", "2", "--steps", "3");
    assertThat(commands.array("samples").isFinite()).isTrue();
  }
}
