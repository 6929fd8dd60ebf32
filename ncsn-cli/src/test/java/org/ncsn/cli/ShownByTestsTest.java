package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Dataset;
import org.ncsn.data.MnistSample;
import org.ncsn.format.Npy;

/** What {@code --test} shows beside samples. */
class ShownByTestsTest {
  private static final int SIDE = 28;

  /** The last noise level of the tiny network: what is known is known but for so much noise. */
  private static final double SIGMA = 0.1;

  /** The first of the bundled digits that no network is trained on. */
  private static final int FIRST = 9_500;

  @TempDir private Path folder;

  @BeforeEach
  void train() {
    ncsn("--config", TinyConfig.usual().in(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void keepsTheLeftHalfOfEveryImage(String backend) {
    Ncsn run = inpaint("--backend", backend, "--images", "2", "--completions", "3");

    assertThat(run.out()).contains("Wrote completions.png and completions.npy");
    assertThat(folder.resolve("out/completions.png")).isNotEmptyFile();
    HostArray images = Npy.read(folder.resolve("out/completions.npy"));
    assertThat(images.shape()).isEqualTo(Shape.of(6, SIDE, SIDE, 1));
    assertThat(deviation(images, 0, true)).isBetween(0.5 * SIGMA, 2 * SIGMA);
    assertThat(deviation(images, 5, true)).isBetween(0.5 * SIGMA, 2 * SIGMA);
    assertThat(deviation(images, 5, false)).isGreaterThan(3 * SIGMA);
  }

  @Test
  void completesWhatAMaskLeavesOut() throws IOException {
    BufferedImage mask = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = SIDE / 2; x < SIDE; x++) {
        mask.getRaster().setSample(x, y, 0, 255);
      }
    }
    Path file = folder.resolve("mask.png");
    ImageIO.write(mask, "png", file.toFile());

    inpaint("--mask", file.toString(), "--images", "1", "--completions", "2");

    HostArray images = Npy.read(folder.resolve("out/completions.npy"));
    assertThat(deviation(images, 1, false)).isBetween(0.5 * SIGMA, 2 * SIGMA);
    assertThat(deviation(images, 1, true)).isGreaterThan(3 * SIGMA);
  }

  @Test
  void showsTrainingImagesBesideSamples() {
    Ncsn run = ncsn("--test", "--neighbours", "-o", folder.resolve("out").toString());

    assertThat(run.out()).contains("among 9500 training images", "Wrote neighbours.png");
    assertThat(folder.resolve("out/neighbours.png")).isNotEmptyFile();
    assertThat(folder.resolve("out/samples.png")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void goesFromTheSamplesOfOneSeedToThoseOfAnother(String backend) {
    Ncsn run = test("path", backend, "--seed", "5", "--interpolate", "6", "--images", "2");

    assertThat(run.out()).contains("Wrote interpolation.png and interpolation.npy");
    assertThat(folder.resolve("path/interpolation.png")).isNotEmptyFile();
    HostArray path = Npy.read(folder.resolve("path/interpolation.npy"));
    assertThat(path.shape()).isEqualTo(Shape.of(18, SIDE, SIDE, 1));
    test("first", backend, "--seed", "5", "--samples", "2");
    test("last", backend, "--seed", "6", "--samples", "2");
    HostArray first = Npy.read(folder.resolve("first/samples.npy"));
    HostArray last = Npy.read(folder.resolve("last/samples.npy"));
    for (int row = 0; row < 2; row++) {
      assertThat(distance(path, 9 * row, first, row)).isLessThan(1e-4);
      assertThat(distance(path, 9 * row + 8, last, row)).isLessThan(1e-4);
      assertThat(distance(path, 9 * row + 4, first, row)).isGreaterThan(0.05);
    }
  }

  private Ncsn test(String out, String backend, String... more) {
    return ncsn(
        Stream.concat(
                Stream.of("--test", "-o", folder.resolve(out).toString(), "--backend", backend),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Root of the mean squared difference of two images. */
  private static double distance(HostArray images, int index, HostArray others, int other) {
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      double difference = images.at(index * SIDE * SIDE + i) - others.at(other * SIDE * SIDE + i);
      sum += difference * difference;
    }
    return Math.sqrt(sum / (SIDE * SIDE));
  }

  @Test
  void completesWithASingleNoiseLevel() {
    String config =
        TinyConfig.usual().with("model", "sigma_begin: 1, num_classes: 1, ngf: 2").in(folder);
    ncsn("--config", config, "--overwrite");

    inpaint("--images", "1", "--completions", "1");

    assertThat(folder.resolve("out/completions.npy")).isNotEmptyFile();
  }

  @Test
  void explainsMistakes() throws IOException {
    Path small = folder.resolve("small.png");
    ImageIO.write(new BufferedImage(4, 6, BufferedImage.TYPE_BYTE_GRAY), "png", small.toFile());

    mistake("add --sample", "--inpaint", "--config", TinyConfig.usual().in(folder));
    mistake("--completions goes with --inpaint or --colorize", "--test", "--completions", "3");
    mistake("--mask goes with --inpaint", "--test", "--mask", "x.png");
    mistake("--images goes with --inpaint, --colorize", "--test", "--images", "3");
    mistake("--interpolate: shows what a trained network does", "--interpolate", "3");
    mistake("--neighbours: shows what a trained network does", "--neighbours");
    mistake("are two tests; choose one", "--test", "--inpaint", "--neighbours");
    mistake("has no latents, to which a probability flow leads", "--test", "--encode");
    mistake("images are grey (data.channels: 1)", "--test", "--colorize");
    mistake("the data set has only 500 test images", "--test", "--inpaint", "--images", "501");
    mistake(
        "small.png is 4x6 pixels, the images are 28x28; give one of their size",
        "--test",
        "--inpaint",
        "--mask",
        small.toString());
    mistake("no.png does not exist", "--test", "--inpaint", "--mask", "no.png");
  }

  /** Root of the mean squared difference from the digit, in its left or its right half. */
  private static double deviation(HostArray images, int index, boolean left) {
    Dataset digits = MnistSample.images();
    int each = images.shape().extent(0) == 6 ? 3 : 2;
    HostArray digit = digits.batch(FIRST + index / each);
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (i % SIDE < SIDE / 2 == left) {
        double difference = images.at(index * SIDE * SIDE + i) - digit.at(i);
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum / (SIDE * SIDE / 2.0));
  }

  private Ncsn inpaint(String... more) {
    return ncsn(
        Stream.concat(
                Stream.of("--test", "--inpaint", "-o", folder.resolve("out").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Ncsn ncsn(String... arguments) {
    Ncsn run = Ncsn.run(arguments(arguments));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private void mistake(String told, String... arguments) {
    BadCommandTest.assertMistake(Ncsn.run(arguments(arguments)), told);
  }

  private String[] arguments(String... more) {
    List<String> own = List.of("--run", folder.resolve("run").toString(), "--doc", "a");
    return Stream.concat(Stream.of(more), own.stream()).toArray(String[]::new);
  }
}
