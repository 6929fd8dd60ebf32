package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.output.EventLog;

/** ClassifierRunner from the command line. */
class ClassifierRunTest {
  private static final String TRAINING = "{batch_size: 20, n_iters: 100, snapshot_freq: 50}";
  private static final String DIGITS = "{dataset: DIGITS, image_size: 12, channels: 1}";

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void nameAConfig() {
    config = folder.resolve("classifier.yml");
  }

  @ParameterizedTest
  @CsvSource({"djl", "nd4j"})
  void trainsGoesOnAndCountsWhatItRecognises(String backend) {
    write(TRAINING, DIGITS, "{ngf: 6}");
    Ncsn trained = succeed("--config", config.toString(), "--backend", backend);
    assertThat(trained.out()).contains("Finished at step 100", "of 500 test images are recognised");
    assertThat(logs("confusion.png")).isNotEmptyFile();
    assertThat(ConfigReader.read(logs("config.yml")).runner()).contains("ClassifierRunner");
    assertThat(logs("config.yml")).content().doesNotContain("algo", "n_steps_each", "sigma_begin");

    EventLog log = EventLog.read(folder.resolve("run/tensorboard/a"));
    assertThat(log.scalar("test_loss")).containsOnlyKeys(100L);
    assertThat(log.scalar("test_accuracy").get(100L)).isBetween(0.0, 1.0);

    assertThat(succeed("--resume_training").out()).contains("Nothing is left to do");

    String images = folder.resolve("images").toString();
    String tested = succeed("--test", "--batch_size", "70", "-o", images).out();
    String accuracy = line(tested, "Accuracy");
    assertThat(accuracy).isEqualTo(line(trained.out(), "Accuracy"));
    // Chance would find one of ten.
    double percent = Double.parseDouble(accuracy.replaceAll("Accuracy ([0-9.]+) %.*", "$1"));
    assertThat(percent).isGreaterThan(30);
    assertThat(tested).containsPattern("(?m)^ +9 +([0-9.]+ +){9}[0-9]+ +[0-9.]+ %$");
    assertThat(folder.resolve("images/confusion.png")).isNotEmptyFile();
  }

  @Test
  void drawsNoSamplesAndHasNoScore() {
    write("{batch_size: 2, n_iters: 1}", DIGITS, "{ngf: 2}");
    succeed("--config", config.toString());

    for (String[] flags :
        List.of(
            new String[] {"--sample"},
            new String[] {"--samples", "3", "--test"},
            new String[] {"--steps_each", "3", "--test"},
            new String[] {"--inpaint", "--test"},
            new String[] {"--neighbours", "--test"})) {
      BadCommandTest.assertMistake(
          Ncsn.run(arguments(flags)),
          flags[0]
              + ": an experiment of ClassifierRunner draws no samples; use --test alone, which"
              + " counts what it recognises");
    }
    String run = folder.resolve("run").toString();

    BadCommandTest.assertMistake(
        Ncsn.run("score", "--run", run, "--doc", "a", "--input", "x.npy", "--output", "y.npy"),
        "an experiment of ClassifierRunner draws no samples; choose one of another runner");
    BadCommandTest.assertMistake(
        Ncsn.run("levels", "--config", config.toString()),
        "--runner: ClassifierRunner knows no noise levels; choose one that does, or another config");
    BadCommandTest.assertMistake(
        Ncsn.run("bench", "--config", config.toString()), "has another network than ncsn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{dataset: FOLDER, path: x, image_size: 8, channels: 1} | data.dataset: FOLDER does not say what its images show; choose one of MNIST, FASHION_MNIST, DIGITS, CIFAR10, SVHN",
        "{dataset: RING} | data.dataset: RING does not say what its images show; choose one of MNIST",
        "{dataset: DIGITS, image_size: 10, channels: 1} | data.image_size: the network of ClassifierRunner halves images twice, so 10 must be divisible by 4",
        "{dataset: DIGITS, image_size: 8, channels: 1, logit_transform: true} | data.logit_transform and data.rescaled: the network of ClassifierRunner sees pixels as they are; set both to false"
      })
  void explainsMistakes(String data, String told) {
    write("{batch_size: 2, n_iters: 1}", data, "{ngf: 2}");
    BadCommandTest.assertMistake(Ncsn.run(arguments("--config", config.toString())), told);
  }

  @Test
  void refusesKeysOfSamples() {
    write("{batch_size: 2, n_iters: 1, algo: ssm}", DIGITS, "{ngf: 2}");
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--config", config.toString())),
        "training.algo has no effect here, it goes with --runner AnnealRunner or");
  }

  /** A runner of score models needs no labels, a classifier says which file is missing. */
  @Test
  void asksForTheLabelsOfItsImages() throws IOException {
    Path data = Files.createDirectories(folder.resolve("run/datasets/fashion_mnist"));
    Files.writeString(data.resolve("train-labels-idx1-ubyte"), "nothing");
    write(
        "{batch_size: 2, n_iters: 1}",
        "{dataset: FASHION_MNIST, image_size: 28, channels: 1}",
        "{}");
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--config", config.toString())), "train-labels-idx1-ubyte");
  }

  private void write(String training, String data, String model) {
    String text =
        String.join(
            "\n",
            "runner: ClassifierRunner",
            "backend: " + ReferenceModule.NAME,
            "training: " + training,
            "data: " + data,
            "model: " + model,
            "optim: {optimizer: Adam, lr: 0.005}");
    try {
      Files.writeString(config, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path logs(String file) {
    return folder.resolve("run/logs/a").resolve(file);
  }

  private static String line(String text, String beginning) {
    return text.lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
  }

  private Ncsn succeed(String... arguments) {
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
