package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.cli.BadCommandTest.assertMistake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.data.MnistSample;
import org.ncsn.format.Npy;
import org.ncsn.random.NoiseSource;

/** Which network measures images if nobody says which. */
class EvaluatorsTest {
  @TempDir private Path folder;

  @Test
  void digitsAreMeasuredByTheClassifierThatComesWithTheProgram() {
    Path some = digits("some.npy", 0);
    Path others = digits("others.npy", 20);
    Ncsn run = run("evaluate", "--images", some.toString(), "--against", others.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence(
            "samples ", "measured by ", "the classifier of digits", "digits distance ")
        .containsPattern("recognised +1?[0-9]{2}\\.[0-9] % with more than 90 % confidence")
        .doesNotContain("FID");
  }

  @Test
  void anythingElseNeedsTheWeightsOfInception() {
    Path colours = folder.resolve("colours.npy");
    Npy.write(colours, NoiseSource.seeded(1).uniform(DType.FLOAT32, Shape.of(2, 8, 8, 3)));
    String images = colours.toString();
    Path weights = folder.resolve("datasets").resolve("inception");
    assertMistake(
        run("evaluate", "--run", folder.toString(), "--images", images, "--against", images),
        "--evaluator inception: its weights are not in " + weights + "; get them with --download");
    assertMistake(
        run("evaluate", "--images", images, "--against", images, "--inception", images), images);
  }

  @Test
  void flagsOfOneNetworkAreMistakesOfAnother() {
    String images = digits("digits.npy", 0).toString();
    List<String> usual = List.of("evaluate", "--images", images, "--against", images);
    assertMistake(
        run(with(usual, "--resize", "tensorflow")),
        "--resize: the classifier of digits knows one way only");
    assertMistake(
        run(with(usual, "--evaluator", "digits", "--inception", images)),
        "--inception: the classifier of digits has weights of its own");
    assertMistake(
        run(with(usual, "--evaluator", "inception", "--resize", "nearest")),
        "--resize must be half_pixel or tensorflow, found 'nearest'");
  }

  private static String[] with(List<String> usual, String... more) {
    List<String> all = new ArrayList<>(usual);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Path digits(String name, int from) {
    Path file = folder.resolve(name);
    Npy.write(file, MnistSample.images().batch(IntStream.range(from, from + 12).toArray()));
    return file;
  }

  /** On the engine that starts at once. */
  private static Ncsn run(String... arguments) {
    return Ncsn.run(with(List.of(arguments), "--backend", ReferenceModule.NAME));
  }
}
