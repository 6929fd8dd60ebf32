package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.runner.AnnealRunner;
import org.ncsn.error.UserError;
import org.ncsn.memory.MemoryShortage;

/** Who asked for too much is told which key or flag to lower. */
class MemoryAdviceTest {
  private static final long MB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void trainingStepsAreMadeSmallerByTheBatchWithFileAndLine() throws IOException {
    Path file = config("training:", "  n_iters: 2", "  batch_size: 8");
    assertThat(message(new ExperimentMemory(file).training(read(file)), shortage()))
        .isEqualTo(
            file
                + ":3: training.batch_size: training step needs about 90 MB of memory, but only 40"
                + " MB are left of the shelf; lower it");
  }

  @Test
  void recomputationIsAdvisedWhereTheStepWouldFitWithIt() throws IOException {
    Path file = config("training:", "  n_iters: 2", "  batch_size: 8");
    assertThat(
            message(
                new ExperimentMemory(file).training(read(file)), shortage().fittingWith(30 * MB)))
        .endsWith("; lower it, or add training.recompute: true (about 30 MB)");
  }

  @Test
  void recomputationIsNotAdvisedWhereItIsOn() throws IOException {
    Path file = config("training:", "  n_iters: 2", "  batch_size: 8", "  recompute: true");
    assertThat(
            message(
                new ExperimentMemory(file).training(read(file)), shortage().fittingWith(30 * MB)))
        .endsWith("; lower it");
  }

  @Test
  void weightsAreMadeFewerByTheKeyThatMakesMostOfThem() throws IOException {
    Path file = config("training: {n_iters: 2, batch_size: 8}");
    assertThat(network(file, "num_classes: 5000, ngf: 8")).startsWith(file + ": model.num_classes");
    assertThat(network(file, "num_classes: 3, ngf: 8")).startsWith(file + ": model.ngf: ");
  }

  private String network(Path file, String model) throws IOException {
    Path changed = folder.resolve("changed.yml");
    Files.writeString(
        changed, Files.readString(file).replace("model: {", "model: {" + model + ", "));
    return message(
        new ExperimentMemory(file).network(new Experiment(read(changed), new AnnealRunner(), 1)),
        shortage());
  }

  @Test
  void heapCanBeGivenMore() {
    assertThat(message(MemoryAdvice.lower("--batch"), new OutOfMemoryError("Java heap space")))
        .matches(
            "--batch: Java's heap of \\d+ MB is full; lower it, or give Java more with"
                + " NCSN_JAVA_OPTS=-Xmx\\.\\.\\.");
    assertThat(
            message(MemoryAdvice.lower("--batch"), MemoryShortage.of("all", 2, 1, "Java's heap")))
        .endsWith("; lower it, or give Java more with NCSN_JAVA_OPTS=-Xmx...");
  }

  @Test
  void memoryOfTheSystemIsNotJavas() {
    OutOfMemoryError failure = new OutOfMemoryError("no room\nfor [3]");
    assertThat(message(MemoryAdvice.lower("--batch"), failure))
        .isEqualTo("--batch: the system gave no more memory (no room); lower it");
    assertThat(MemoryAdvice.general(failure))
        .isEqualTo(
            "the system gave no more memory (no room); free memory, or ask for less at once");
  }

  @Test
  void whatSucceedsIsLeftAlone() {
    assertThat(MemoryAdvice.lower("--batch").get(() -> 3)).isEqualTo(3);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                MemoryAdvice.lower("--batch")
                    .run(
                        () -> {
                          throw new IllegalStateException();
                        }));
  }

  private static String message(MemoryAdvice advice, Throwable failure) {
    try {
      advice.run(
          () -> {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          });
      return "nothing was wrong";
    } catch (UserError told) {
      assertThat(told).hasCause(failure);
      return told.getMessage();
    }
  }

  private static MemoryShortage shortage() {
    return MemoryShortage.of("training step", 90 * MB, 40 * MB, "the shelf");
  }

  private static ExperimentConfig read(Path file) {
    return ConfigReader.read(file);
  }

  private Path config(String... training) throws IOException {
    Path file = folder.resolve("large.yml");
    return Files.writeString(
        file,
        String.join("\n", training)
            + """

            data: {dataset: DIGITS, image_size: 28, channels: 1}
            model: {sigma_begin: 1, sigma_end: 0.1}
            optim: {optimizer: Adam, lr: 0.001}
            """);
  }
}
