package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.format.Safetensors;

/** What a config says in vain is named, and is not recorded as if it had been heeded. */
class KeysWithoutEffectTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BaselineRunner | training | batch_size: 2, n_iters: 1, noise_std: 0.3           | training.noise_std
          AnnealRunner   | training | batch_size: 2, n_iters: 1, noise_std: 0.3           | training.noise_std
          AnnealRunner   | training | batch_size: 2, n_iters: 1, n_particles: 3           | training.n_particles
          AnnealRunner   | model    | ngf: 2, num_classes: 2, ema: false, ema_rate: 0.9   | model.ema_rate
          ScoreNetRunner | model    | nef: 8, ndf: 8, ngf: 64                             | model.ngf
          BaselineRunner | model    | ngf: 2, num_classes: 3                              | model.num_classes
          AnnealRunner   | optim    | optimizer: RMSProp, lr: 0.001, beta1: 0.9           | optim.beta1
          """)
  void areNamedAndNotRecorded(String runner, String section, String values, String key)
      throws IOException {
    TinyConfig config =
        TinyConfig.usual()
            .with("runner", runner)
            .with("data", "dataset: DIGITS, image_size: 8, channels: 1")
            .with("training", "batch_size: 2, n_iters: 1")
            .with("model", runner.equals("ScoreNetRunner") ? "nef: 8, ndf: 8" : "ngf: 2")
            .with(section, values);

    Ncsn run =
        Ncsn.succeed("--config", config.in(folder), "--run", folder.toString(), "--doc", "a");

    assertThat(run.out())
        .containsPattern("keys without effect on " + runner + " as it is configured: .*" + key);
    String name = key.substring(key.indexOf('.') + 1) + ":";
    Path logs = folder.resolve("logs/a");
    assertThat(Files.readString(logs.resolve("config.yml"))).doesNotContain(name);
    assertThat(Safetensors.readMetadata(logs.resolve("checkpoint.safetensors")).get("config"))
        .doesNotContain(name);
    Ncsn again = Ncsn.succeed("--resume_training", "--run", folder.toString(), "--doc", "a");
    assertThat(again.out()).doesNotContain("keys without effect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AnnealRunner   | training | batch_size: 2, n_iters: 1, projection: sphere   | training.projection | training.algo: ssm or training.algo: ssm_plain
          AnnealRunner   | data     | dataset: DIGITS, image_size: 8, channels: 1, max_corrupt: 3 | data.max_corrupt    | data.dataset: CELEBA or data.dataset: LSUN or data.dataset: FFHQ or data.dataset: FOLDER
          AnnealRunner   | data     | dataset: DIGITS, image_size: 8, channels: 1, category: tower | data.category   | data.dataset: LSUN
          AnnealRunner   | model    | ngf: 2, ema_warmup: true                        | model.ema_warmup    | model.ema: true
          ScoreNetRunner | model    | nef: 8, ndf: 8, norm: batch                     | model.norm          | --runner AnnealRunner
          BaselineRunner | model    | ngf: 2, energy: false                           | model.energy        | --runner ToyRunner
          AnnealRunner   | optim    | optimizer: Adam, lr: 0.001, schedule_steps: 100 | optim.schedule_steps | optim.schedule: cosine or optim.schedule: step
          """)
  void areMistakesWhereNoOfficialFileGivesThem(
      String runner, String section, String values, String key, String goesWith) {
    String config =
        TinyConfig.usual()
            .with("runner", runner)
            .with("data", "dataset: DIGITS, image_size: 8, channels: 1")
            .with("model", runner.equals("ScoreNetRunner") ? "nef: 8, ndf: 8" : "ngf: 2")
            .with(section, values)
            .in(folder);

    BadCommandTest.assertMistake(
        Ncsn.run("--config", config, "--run", folder.toString(), "--doc", "a"),
        ": " + key + " has no effect here, it goes with " + goesWith + "; remove the key");
    assertThat(folder.resolve("logs")).doesNotExist();
  }

  @Test
  void areThoseOfSamplesInThePlane() throws IOException {
    String toy =
        """
        runner: ToySdeRunner
        training: {batch_size: 4, n_iters: 1, snapshot_sampling: false%s
        data: {dataset: MIXTURE}
        model: {ngf: 4}
        optim: {optimizer: Adam, lr: 0.01}
        backend: reference
        sampling: {n_samples: 20%s}
        """;
    Path file = folder.resolve("toy.yml");
    String run = folder.toString();
    Files.writeString(file, String.format(Locale.ROOT, toy, "}", ", frame_every: 3"));
    BadCommandTest.assertMistake(
        Ncsn.run("--config", file.toString(), "--run", run, "--doc", "a"),
        "sampling.frame_every has no effect here, it goes with --runner AnnealRunner or");

    Files.writeString(file, String.format(Locale.ROOT, toy, "}", ""));
    Ncsn trained =
        Ncsn.succeed("--config", file.toString(), "--run", run, "--doc", "a", "--frame_every", "3");
    assertThat(trained.out())
        .contains("keys without effect on ToySdeRunner as it is configured: training.snapshot_")
        .contains("No effect on what ToySdeRunner shows here: --frame_every");
  }

  @Test
  void areOnlyThose() throws IOException {
    TinyConfig config =
        TinyConfig.usual()
            .with("runner", "ScoreNetRunner")
            .with("data", "dataset: DIGITS, image_size: 8, channels: 1")
            .with("training", "batch_size: 2, n_iters: 1, noise_std: 0.02")
            .with("model", "nef: 8, ndf: 8");

    Ncsn run =
        Ncsn.succeed("--config", config.in(folder), "--run", folder.toString(), "--doc", "a");

    assertThat(run.out()).doesNotContain("keys without effect");
    assertThat(Files.readString(folder.resolve("logs/a/config.yml"))).contains("noise_std: 0.02");
  }
}
