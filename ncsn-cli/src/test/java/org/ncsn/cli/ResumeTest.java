package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.format.Safetensors;
import org.ncsn.format.Safetensors.Content;

/** Going on with a training: by which config, and from which checkpoint. */
class ResumeTest {
  @TempDir private Path folder;

  @BeforeEach
  void train() {
    ncsn("--config", config(2).in(folder));
  }

  @Test
  void goesOnByAnotherConfigAndKeepsItInTheRunFolder() {
    TinyConfig longer = config(4).with("optim", "optimizer: Adam, lr: 0.0005");

    Ncsn run = ncsn("--resume_training", "--config", longer.in(folder));

    assertThat(run.out())
        .contains("Going on with training.n_iters 4 (2 before), optim.lr 5.0E-4 (0.001 before)")
        .contains("steps 2 to 4", "Finished at step 4");
    ExperimentConfig kept = ConfigReader.read(logs("config.yml"));
    assertThat(kept.training().nIters()).isEqualTo(4);
    assertThat(kept.optim().lr()).isEqualTo(0.0005);
    assertThat(kept.seed()).contains(1234L);
    assertThat(kept.backend()).contains("reference");
    assertThat(ncsn("--resume_training").out()).contains("steps 4 to 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model    | sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 4 | model.ngf 4 (2 before)
          model    | sigma_begin: 2, sigma_end: 0.1, num_classes: 2, ngf: 2 | model.sigma_begin 2.0 (1.0 before)
          optim    | optimizer: SGD, lr: 0.1                                | optim.optimizer SGD (Adam before)
          data     | dataset: DIGITS, image_size: 12, channels: 1           | data.image_size 12 (8 before)
          training | batch_size: 2, n_iters: 9, algo: ssm                   | training.algo ssm (dsm before)
          seed     | 7                                                      | seed 7 (1234 before)
          runner   | BaselineRunner                                         | runner BaselineRunner (AnnealRunner before)
          """)
  void refusesAConfigOfAnotherTraining(String key, String value, String expected)
      throws IOException {
    String before = Files.readString(logs("config.yml"));

    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--resume_training", "--config", config(4).with(key, value).in(folder))),
        "tiny.yml: a training goes on with the data, network, loss and optimizer that it began"
            + " with, not with "
            + expected);
    assertThat(logs("config.yml")).hasContent(before);
  }

  @Test
  void refusesAConfigThatDoesNotExist() {
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--resume_training", "--config", "longr.yml")), "no config 'longr.yml'");
  }

  @Test
  void saysHowToGoOnWhenNothingIsLeftToDo() {
    assertThat(ncsn("--resume_training").out())
        .contains("Nothing is left to do: step 2 is reached, and training.n_iters is 2")
        .contains("raise them in a config and give it with --resume_training --config");
  }

  @Test
  void saysWhichFlagsDoNothing() {
    assertThat(ncsn("--resume_training", "--seed", "7", "--overwrite").out())
        .contains("No effect with --resume_training: --overwrite")
        .contains("No effect with --resume_training: --seed; the run's noise is drawn from 1234");
    assertThat(ncsn("--resume_training", "--seed", "1234").out()).doesNotContain("No effect");
    String[] test = {"--test", "-o", folder.resolve("out").toString()};
    assertThat(ncsn(test).out()).doesNotContain("No effect");
    assertThat(ncsn(more(test, "--config", "other.yml")).out())
        .contains("No effect with --test or --sample: --config");
    assertThat(ncsn("--resume_training", "-o", "elsewhere").out())
        .contains("No effect with --resume_training: --image_folder");
  }

  /** A checkpoint tells nothing of how often its training was stopped. */
  @Test
  void writesTheFilesOfATrainingThatNeverStopped() {
    ncsn("--resume_training", "--config", config(4).in(folder));
    Ncsn.succeed("--config", config(4).in(folder), "--run", folder.toString(), "--doc", "whole");

    assertThat(logs("checkpoint_4.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("logs/whole/checkpoint_4.safetensors"));
  }

  @Test
  void saysThatNumbersChangeALittleWithTheNumberOfThreads() {
    Path file = logs("checkpoint.safetensors");
    Content content = Safetensors.read(file);
    assertThat(content.metadata()).containsEntry("threads", "1");
    assertThat(ncsn("--resume_training").out()).doesNotContain("to the last bit");
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("threads", "16");
    Safetensors.write(file, new Content(content.arrays(), metadata));

    assertThat(ncsn("--resume_training").out())
        .contains("Trained by reference, 16 threads so far, by reference, 1 thread from here")
        .contains("not the same to the last bit");
  }

  @Test
  void takesTheCheckpointThatIsChosen() {
    ncsn("--resume_training", "--config", config(6).in(folder));
    String out = folder.resolve("out").toString();

    assertThat(ncsn("--test", "-o", out, "--from", "2").out()).contains("safetensors, step 2");
    assertThat(ncsn("--test", "-o", out).out()).contains("safetensors, step 6");
    assertThat(ncsn("export", "--from", "4", "-o", out + "/w.safetensors").out())
        .contains("Wrote the network of step 4");
    assertThat(ncsn("--resume_training", "--from", "2").out())
        .contains("Going on from step 2: the checkpoints of later steps (4, 6) stay until")
        .contains("steps 2 to 6");
  }

  @Test
  void refusesACheckpointThatIsNotThere() {
    String expected =
        "--from: no checkpoint of step 7 in " + logs("") + "; the last there are of steps 2";
    for (String command : List.of("--test", "--resume_training", "export")) {
      BadCommandTest.assertMistake(Ncsn.run(arguments(command, "--from", "7")), expected);
    }
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--from", "2")),
        "--from: goes with --resume_training, --test or --sample");
    BadCommandTest.assertMistake(
        Ncsn.run(arguments("--test", "--from", "-2")), "--from must be at least 0, found -2");
  }

  private static TinyConfig config(int steps) {
    return TinyConfig.usual()
        .with("training", "batch_size: 2, n_iters: " + steps + ", snapshot_freq: 2")
        .with("data", "dataset: DIGITS, image_size: 8, channels: 1");
  }

  private Ncsn ncsn(String... more) {
    return Ncsn.succeed(arguments(more));
  }

  private String[] arguments(String... more) {
    return more(more, "--run", folder.toString(), "--doc", "a");
  }

  private static String[] more(String[] first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  private Path logs(String name) {
    return folder.resolve("logs").resolve("a").resolve(name);
  }
}
