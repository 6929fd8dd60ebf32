package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.format.Npy;

/** BaselineRunner and ScoreNetRunner from the command line. */
class RunnersWithoutLevelsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "BaselineRunner, dsm, djl",
    "BaselineRunner, dsm, nd4j",
    "ScoreNetRunner, ssm, djl",
    "ScoreNetRunner, ssm, nd4j",
    "ScoreNetRunner, dsm, djl",
    "ScoreNetRunner, ssm_plain, nd4j"
  })
  void trainsGoesOnAndSamples(String runner, String algo, String backend) {
    Ncsn training = ncsn("--runner", runner, "--config", config(algo), "--backend", backend);
    assertThat(training.out()).contains("Finished at step 2");
    assertThat(ConfigReader.read(logs("config.yml")).runner()).contains(runner);

    // The run knows its runner.
    assertThat(ncsn("--resume_training").out()).contains("steps 2 to 2");
    assertThat(ncsn("--test", "-o", folder.resolve("images").toString()).out())
        .contains("Wrote samples.npy, samples.png");
    assertThat(Npy.read(folder.resolve("images/samples.npy")).shape())
        .isEqualTo(Shape.of(3, 28, 28, 1));
    assertThat(folder.resolve("images/movie.gif")).isNotEmptyFile();
  }

  @Test
  void refusesAnotherRunnerThanTheOneThatTrained() {
    ncsn("--runner", "BaselineRunner", "--config", config("dsm"), "--backend", "djl");

    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--test", "--runner", "AnnealRunner")),
        "--runner: this experiment was trained by BaselineRunner, not AnnealRunner; leave the flag"
            + " out");
  }

  @Test
  void takesTheRunnerFromTheConfig() {
    String config = tiny("dsm").with("runner", "BaselineRunner").with("backend", "djl").in(folder);

    assertThat(ncsn("--config", config).out()).contains("Finished at step 2");
    assertThat(ConfigReader.read(logs("config.yml")).runner()).contains("BaselineRunner");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BaselineRunner | training | batch_size: 2, n_iters: 2, algo: ssm | training.algo: ssm is no loss of BaselineRunner; choose dsm",
        "ScoreNetRunner | model    | nef: 8, ndf: 16                     | model.nef and model.ndf must be the same multiple of 8, found 8 and 16",
        "ScoreNetRunner | model    | nef: 12, ndf: 12                    | model.nef and model.ndf must be the same multiple of 8, found 12 and 12",
        "ScoreNetRunner | data     | dataset: DIGITS, image_size: 30, channels: 1 | data.image_size: the network of ScoreNetRunner halves images twice, so 30 must be divisible by 4",
        "ScoreNetRunner | data     | dataset: RING                       | data.dataset: RING is points of the plane, ScoreNetRunner trains on images; use --runner ToyRunner"
      })
  void explainsMistakes(String runner, String section, String values, String told) {
    String config = TinyConfig.usual().with(section, values).in(folder);

    BadCommandTest.assertMistake(Ncsn.run(arguments("--runner", runner, "--config", config)), told);
  }

  private static TinyConfig tiny(String algo) {
    return TinyConfig.usual()
        .with("training", "batch_size: 2, n_iters: 2, snapshot_freq: 2, algo: " + algo)
        .with("model", "ngf: 2, nef: 8, ndf: 8")
        .with("sampling", "n_samples: 3, n_steps_each: 2");
  }

  private String config(String algo) {
    return tiny(algo).in(folder);
  }

  private Path logs(String file) {
    return folder.resolve("run/logs/a").resolve(file);
  }

  private Ncsn ncsn(String... arguments) {
    Ncsn run = Ncsn.run(arguments(arguments));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private String[] arguments(String... more) {
    List<String> own =
        List.of("--run", folder.resolve("run").toString(), "--doc", "a", "--threads", "1");
    return Stream.concat(Stream.of(more), own.stream()).toArray(String[]::new);
  }
}
