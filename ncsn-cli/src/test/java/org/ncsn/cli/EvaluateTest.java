package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.cli.BadCommandTest.assertMistake;
import static org.ncsn.cli.TinyEvaluation.evaluate;
import static org.ncsn.cli.TinyEvaluation.lines;
import static org.ncsn.cli.TinyEvaluation.run;
import static org.ncsn.cli.TinyEvaluation.succeed;
import static org.ncsn.cli.TinyEvaluation.value;
import static org.ncsn.cli.TinyEvaluation.written;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.Npy;
import org.ncsn.format.Npz;

/** The commands that measure images in files and of data sets. */
class EvaluateTest {
  private static final String DISTANCE = "tiny distance ";

  @TempDir private static Path shared;
  private static Path samples;
  private static Path images;
  @TempDir private Path folder;

  @BeforeAll
  static void write() {
    samples = written(shared.resolve("samples.npy"), 1, Shape.of(30, 6, 6, 1));
    images = written(shared.resolve("images.npy"), 2, Shape.of(41, 6, 6, 1));
  }

  @Test
  void saysOfWhatAndByWhatEverythingIs() {
    List<String> lines = lines(evaluate("--images", samples, "--against", images));
    assertThat(value(lines, "samples ")).isEqualTo("30 images in " + samples);
    assertThat(value(lines, "against ")).isEqualTo("41 images in " + images);
    assertThat(value(lines, "measured by "))
        .isEqualTo("a tiny network, the corner of images as it is");
    assertThat(Double.parseDouble(value(lines, DISTANCE))).isPositive();
    assertThat(value(lines, "tiny kernel distance "))
        .matches("-?[0-9.]+ \\(deviation [0-9.]+, 100 random subsets\\), -?[0-9.]+ \\(1 block\\)");
    assertThat(value(lines, "tiny score "))
        .matches("[0-9.]+ \\(deviation [0-9.]+, 10 parts\\), [0-9.]+ \\(one part\\)");
    assertThat(value(lines, "precision ")).endsWith("(3 neighbours, 30 of each)");
    assertThat(value(lines, "recognised ")).endsWith(" % with more than 90 % confidence");
    assertThat(value(lines, "classes ")).matches("0: \\d+, 1: \\d+, 2: \\d+");
    assertThat(lines).noneMatch(line -> line.contains("FID"));
  }

  @Test
  void findsNoDistanceOfImagesFromThemselves() {
    List<String> lines = lines(evaluate("--images", samples, "--against", samples));
    assertThat(value(lines, DISTANCE)).isEqualTo("0.0000");
    assertThat(value(lines, "precision ")).startsWith("1.0000 ");
  }

  @Test
  void findsTheSameAgainstStatisticsAndFeaturesOfTheImages() {
    Path statistics = folder.resolve("statistics.npz");
    Path features = folder.resolve("features.npz");
    succeed("statistics", "--images", images, "-o", statistics, "--features", features);
    List<String> expected = lines(evaluate("--images", samples, "--against", images));

    List<String> byStatistics = lines(evaluate("--images", samples, "--against", statistics));
    assertThat(value(byStatistics, DISTANCE)).isEqualTo(value(expected, DISTANCE));
    assertThat(value(byStatistics, "against ")).isEqualTo("41 images, by " + statistics);
    assertThat(byStatistics).noneMatch(line -> line.contains("kernel") || line.contains("recall"));

    List<String> byFeatures = lines(evaluate("--images", samples, "--against", features));
    assertThat(byFeatures.subList(3, byFeatures.size()))
        .isEqualTo(expected.subList(3, expected.size()));
    assertThat(Npz.read(features).get("logits").shape()).isEqualTo(Shape.of(41, 3));
  }

  @Test
  void keepsTheFeaturesOfWhatIsMeasured() {
    Path features = folder.resolve("features.npz");
    evaluate("--images", samples, "--against", images, "--features", features);
    assertThat(Npz.read(features).get("pool_3").shape()).isEqualTo(Shape.of(30, 5));
    assertThat(folder.toFile().list()).containsExactly("features.npz");
  }

  @Test
  void measuresTestImagesOfADataSet() {
    String data = "dataset: DIGITS, image_size: 8, channels: 1";
    String config = TinyConfig.usual().with("data", data).in(folder);
    List<String> lines = lines(evaluate("--data", config, "--against", images));
    assertThat(value(lines, "samples ")).isEqualTo("500 test images of DIGITS, 8 x 8");
  }

  @Test
  void wantsOneThingToMeasureAndOneToCompareWith() {
    assertMistake(
        run("evaluate"), "evaluate: say what to measure by one of --doc, --images and --data");
    assertMistake(
        run("evaluate", "--images", samples),
        "--images: compared with what? Add --against or --against_data");
    assertMistake(
        run("evaluate", "--images", samples, "--against", images, "--samples", "3"),
        "--samples, --batch_size, --checkpoints and --from are of a run; they go with --doc");
    assertMistake(
        run("evaluate", "--images", samples, "--against", images, "--evaluator", "fid"),
        "--evaluator must be one of ");
    assertMistake(
        run("statistics", "-o", folder.resolve("s.npz")),
        "statistics: say of what by one of --images and --data");
    assertMistake(
        run("statistics", "--images", images),
        "statistics: say where to write them, with -o FILE.npz");
  }

  @Test
  void namesWhatIsNoImage() {
    HostArray broken = Npy.read(samples);
    broken.floats()[17 * 36 + 3] = Float.NaN;
    Path file = folder.resolve("broken.npy");
    Npy.write(file, broken);
    assertMistake(
        run("evaluate", "--images", file, "--against", images),
        file + ": image 17 holds NaN or infinity");
    Path one = written(folder.resolve("one.npy"), 1, Shape.of(1, 6, 6, 1));
    assertMistake(
        run("evaluate", "--images", samples, "--against", one),
        one + ": 1 image; statistics take at least two");
    assertMistake(
        run("statistics", "--images", folder.resolve("none"), "-o", folder.resolve("s.npz")),
        folder.resolve("none").toString());
  }
}
