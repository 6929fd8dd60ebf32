package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.cli.BadCommandTest.assertMistake;
import static org.ncsn.cli.TinyEvaluation.before;
import static org.ncsn.cli.TinyEvaluation.evaluate;
import static org.ncsn.cli.TinyEvaluation.lines;
import static org.ncsn.cli.TinyEvaluation.run;
import static org.ncsn.cli.TinyEvaluation.value;
import static org.ncsn.cli.TinyEvaluation.written;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.evaluation.SavedEvaluation;
import org.ncsn.cli.output.EventFiles;
import org.ncsn.format.Npz;

/** The command that measures samples of a run. */
class EvaluateRunTest {
  @TempDir private static Path shared;
  private static Path images;
  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    images = written(shared.resolve("images.npy"), 2, Shape.of(41, 6, 6, 1));
    String data = "dataset: DIGITS, image_size: 8, channels: 1";
    String config = TinyConfig.usual().with("data", data).in(shared);
    Ncsn.succeed("--config", config, "--run", shared.toString(), "--doc", "a");
  }

  @Test
  void measuresSamplesOfARunAgainstItsTrainingImages() throws IOException {
    List<String> once = lines(ofRun("--samples", "7"));
    assertThat(value(once, "samples ")).isEqualTo("7 samples of a at step 2");
    assertThat(value(once, "against ")).isEqualTo("9,500 training images of DIGITS, 8 x 8");
    assertThat(lines(ofRun("--samples", "7", "--batch_size", "2"))).isEqualTo(once);
    try (Stream<Path> left = Files.walk(shared.resolve("evaluation"))) {
      assertThat(left).noneMatch(file -> file.toString().contains("samples"));
    }
  }

  @Test
  void measuresWhatATestOfTheRunDraws() {
    List<String> drawn = lines(ofRun("--samples", "7", "--against", images));
    Ncsn.succeed(
        "--test",
        "--run",
        shared.toString(),
        "--doc",
        "a",
        "--samples",
        "7",
        "-o",
        folder.toString());
    List<String> written =
        lines(evaluate("--images", folder.resolve("samples.npy"), "--against", images));
    assertThat(drawn.subList(1, drawn.size())).isEqualTo(written.subList(1, written.size()));
  }

  @Test
  void findsTheBestOfSeveralCheckpointsAndMeasuresNoneTwice() throws IOException {
    Object[] arguments = {"--checkpoints", "0:10:1", "--samples", "5", "--against", images};
    Ncsn first = ofRun(arguments);
    List<String> lines = lines(first);
    assertThat(value(lines, "samples ")).isEqualTo("5 of each checkpoint of a");
    List<String> table = lines.subList(3, lines.size());
    assertThat(table.get(0)).containsSubsequence("step", "tiny distance", "tiny kernel distance");
    assertThat(table.get(1)).matches(" +2 +[0-9.]+ +-?[0-9.]+ +[0-9.]+");
    assertThat(table.get(2)).startsWith("best: step 2, tiny distance ");
    assertThat(first.out()).contains("Sampling from ");
    List<Path> curves = EventFiles.in(shared.resolve("tensorboard/a"));
    assertThat(
            EventFiles.read(curves.get(curves.size() - 1)).get(1).getSummary().getValue(0).getTag())
        .isEqualTo("tiny distance");
    Ncsn again = ofRun(arguments);
    assertThat(lines(again)).isEqualTo(lines);
    assertThat(again.out()).doesNotContain("Sampling from ");
    assertThat(EventFiles.in(shared.resolve("tensorboard/a"))).isEqualTo(curves);
    Files.writeString(shared.resolve("evaluation/a/checkpoints.json"), "{\"checkpoints\": 3}");
    assertMistake(ofRun(arguments), "checkpoints.json is not a usable table of checkpoints: ");
    Files.delete(shared.resolve("evaluation/a/checkpoints.json"));
  }

  @Test
  void leavesTheReportWhatItFound() throws IOException {
    List<String> found = lines(ofRun("--samples", "7"));
    ofRun("--checkpoints", "2:2:1", "--samples", "6", "--against", images);
    JsonNode data = report();

    JsonNode evaluation = data.get("evaluation");
    assertThat(evaluation.get("step").asLong()).isEqualTo(2);
    List<String> rows = new ArrayList<>();
    evaluation
        .get("rows")
        .forEach(row -> rows.add(row.get(0).asText() + " " + row.get(1).asText()));
    assertThat(rows).isEqualTo(found.stream().map(line -> line.replaceAll("  +", " ")).toList());
    assertThat(evaluation.get("neighbours").findValuesAsText("title"))
        .containsExactly("by features", "by pixels");
    assertThat(evaluation.get("neighbours").findValuesAsText("source"))
        .allMatch(source -> source.startsWith("data:image/png;base64,"));
    assertThat(evaluation.get("confusion")).as("of another network's classes").isEmpty();
    assertThat(data.get("distances")).hasSize(1);
    assertThat(data.get("distances").get(0).get("name").asText())
        .isEqualTo("tiny distance of 6 samples against 41 images in " + images);
    assertThat(data.get("distances").get(0).get("points")).hasSize(1);
    Files.delete(shared.resolve("evaluation/a/checkpoints.json"));
  }

  @Test
  void looksForNeighboursAmongTheTrainingImages() throws IOException {
    ofRun("--samples", "3");
    Path evaluation = shared.resolve("evaluation/a");
    BufferedImage byFeatures =
        ImageIO.read(evaluation.resolve(SavedEvaluation.BY_FEATURES).toFile());
    BufferedImage byPixels = ImageIO.read(evaluation.resolve(SavedEvaluation.BY_PIXELS).toFile());
    assertThat((double) byFeatures.getWidth() / byFeatures.getHeight())
        .as("a sample and five neighbours in each of three rows")
        .isBetween(1.9, 2.1);
    assertThat(byFeatures.getWidth()).isEqualTo(byPixels.getWidth());
  }

  @Test
  void saysWhatTheClassifierOfDigitsTakesTestImagesFor() throws IOException {
    lines(
        ofRun("--samples", "5", "--evaluator", "digits", "--against", images, "--backend", "djl"));
    JsonNode confusion = report().get("evaluation").get("confusion");
    assertThat(confusion).hasSize(10);
    int all = 0;
    int recognised = 0;
    for (int shown = 0; shown < 10; shown++) {
      for (int taken = 0; taken < 10; taken++) {
        all += confusion.get(shown).get(taken).asInt();
      }
      recognised += confusion.get(shown).get(shown).asInt();
    }
    assertThat(all).isEqualTo(500);
    assertThat(recognised).as("digits of 8 pixels, enlarged").isGreaterThan(250);
  }

  @Test
  void namesAnEvaluationThatIsDamaged() throws IOException {
    Path file = Files.createDirectories(shared.resolve("evaluation/a")).resolve("evaluation.json");
    Files.writeString(file, "{\"step\": 2, \"rows\": [{\"name\": null}], \"confusion\": []}");
    assertMistake(
        Ncsn.run("report", "--run", shared.toString(), "--doc", "a"),
        file + " is not a usable evaluation: ");
    Files.delete(file);
  }

  private JsonNode report() throws IOException {
    Path page = folder.resolve("page.html");
    Ncsn.succeed("report", "--run", shared.toString(), "--doc", "a", "-o", page.toString());
    return ReportTest.data(page);
  }

  @Test
  void wantsCheckpointsThatThereAre() {
    assertMistake(
        ofRun("--checkpoints", "5:10:1"),
        "--checkpoints: the run has none of these steps; begin with one of 2");
    assertMistake(
        ofRun("--checkpoints", "all"),
        "--checkpoints must be FROM:TO:EVERY, as in 5000:200000:5000, found 'all'");
    assertMistake(ofRun("--checkpoints", "5:2:1"), "--checkpoints: 5:2:1 holds no step");
  }

  @Test
  void refusesStatisticsOfAnotherNetworkBeforeAnythingIsDrawn() {
    Path other = folder.resolve("other.npz");
    Npz.write(
        other,
        Map.of(
            "mu", HostArray.of(Shape.of(2), 0.0, 0.0),
            "sigma", HostArray.of(Shape.of(2, 2), 1.0, 0.0, 0.0, 1.0)));
    Ncsn refused = ofRun("--against", other);
    assertMistake(refused, other + ": 'mu' is float64[2], but the network that measures has [5]");
    assertThat(refused.out()).doesNotContain("Sampling");
  }

  private static Ncsn ofRun(Object... arguments) {
    return run(before(List.of("evaluate", "--run", shared, "--doc", "a"), arguments));
  }
}
