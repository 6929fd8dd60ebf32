package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is answered in one line that says what to do, with exit status 2. */
class BadCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --bakend djl                 | unknown flag --bakend; did you mean '--backend'?
          --frobnicate                 | unknown flag --frobnicate; see ncsn --help
          quikstart                    | unknown command quikstart; did you mean 'quickstart'?
          train                        | unknown command train; see ncsn --help
          quickstart --backned djl     | unknown flag --backned; did you mean '--backend'?
          backends all                 | unknown command all; see ncsn --help
          --seed 7 quickstart          | --seed has no effect before 'quickstart'; flags of a command go behind it; see ncsn --help
          --doc                        | Expected a value after parameter --doc; see ncsn --help
          --seed seven                 | "--seed": couldn't convert "seven" to a long; see ncsn --help
          --test --samples few         | "--samples": couldn't convert "few" to an integer; see ncsn --help
          --test --resume_training     | --test, --sample, --fast_fid and --resume_training exclude each other; choose one
          --test --samples 0           | --samples must be from 1 to 10000000, found 0
          --test --steps_each -1       | --steps_each must be at least 1, found -1
          --test --step_lr 0           | --step_lr must be more than 0, found 0.0
          --test --step_lr NaN         | --step_lr must be more than 0, found NaN
          --test --frame_every 0       | --frame_every must be at least 1, found 0
          --runner anneal              | --runner: there is no 'anneal'; choose from AnnealRunner
          --verbose loud               | --verbose must be one of debug, info, warning, critical, found 'loud'
          --test                       | no training in RUN/logs/0; train one first, or check --doc
          --resume_training --doc a    | no training in RUN/logs/a; train one first, or check --doc
          --test --doc a/b             | --doc 'a/b' is not a name; it becomes a folder, so it has no / or \\ and is not . or ..
          """)
  void isExplained(String arguments, String expected) {
    boolean ofExperiment = arguments.startsWith("--") && !arguments.contains("quickstart");
    String run = folder.resolve("run").toString();
    String all = ofExperiment ? "--run " + run + " " + arguments : arguments;

    assertMistake(Ncsn.run(all.split(" ")), expected.replace("RUN", run));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          model    | sigma_begin: 1, sigma_end: 0.1, num_classes: 2, nfg: 4       | unknown key
          model    | sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: many    | a whole number
          model    | sigma_begin: 1, sigma_end: 2, num_classes: 2, ngf: 4         | at most model.sigma_begin
          model    | sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 1       | model.ngf: instance_plus compares channels, so there must be at least 2, found 1
          training | batch_size: 4, n_iters: 2, accumulate: 3                     | training.accumulate: a batch of 4 (training.batch_size) does not make 3 equal parts; choose a divisor of it
          optim    | optimizer: Adam, lr: 0.1, schedule: step                     | optim.schedule: step needs optim.schedule_steps, the steps from one fall to the next; add it
          optim    | optimizer: Adam, lr: 0.1, schedule: step, schedule_steps: 2, schedule_factor: 0 | optim.schedule_factor: a fall to nothing ends the training; choose more than 0
          model    | sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 2, norm: group | one of instance_plus, instance, batch
          training | batch_size: 0, n_iters: 2                                    | training.batch_size
          training | batch_size: 9501, n_iters: 2, snapshot_freq: 2               | training.batch_size: 9501 is more than the data set has (9500 images); choose a smaller one
          data     | dataset: DIGIT, image_size: 28, channels: 1                  | did you mean 'DIGITS'?
          optim    | optimizer: Adam, lr: -1                                      | optim.lr
          optim    | optimizer: Adagrad, lr: 1                                    | one of Adam, RMSProp, SGD
          data     | dataset: RING                                                | data.dataset: RING is points of the plane, AnnealRunner trains on images; use --runner ToyRunner
          training | batch_size: 2, n_iters: 2, algo: ssm_plain                   | training.algo: ssm_plain knows no noise levels, unlike AnnealRunner; choose dsm or ssm
          model    | sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 2, energy: true | model.energy has no effect here, it goes with --runner ToyRunner; remove the key
          backend  | djj                                                          | backend: there is no 'djj' here; choose from djl, nd4j, reference
          precision| float64                                                      | one of float32, bfloat16, found 'float64'
          """)
  void isExplainedForAConfig(String key, String value, String expected) {
    String config = TinyConfig.usual().with(key, value).in(folder);

    Ncsn run = Ncsn.run("--config", config, "--run", folder.resolve("run").toString());

    assertMistake(run, expected);
    assertThat(folder.resolve("run").resolve("logs")).doesNotExist();
  }

  @Test
  void isExplainedForAMissingConfig() {
    assertMistake(Ncsn.run("--config", "aneal.yml"), "no config 'aneal.yml' here or in");
  }

  /** What needs no work to be known is known before images are fetched. */
  @ParameterizedTest
  @CsvSource({
    "--backend mxnet, backend: there is no 'mxnet' here",
    "--device tpu, device: 'tpu' is none of auto",
    "--threads -3, threads: must be 0 (all processors) or more"
  })
  void isExplainedBeforeDataAreFetched(String flag, String expected) {
    String config =
        TinyConfig.usual().with("data", "dataset: MNIST, image_size: 28, channels: 1").in(folder);
    String all = "--config " + config + " --run " + folder + " " + flag;

    assertMistake(Ncsn.run(all.split(" ")), expected);
    assertThat(folder.resolve("datasets")).doesNotExist();
  }

  @Test
  void ofAnExperimentThatIsThereIsExplainedBeforeDataAreFetched() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs/0"));
    Files.createFile(logs.resolve("checkpoint_5.safetensors"));
    String config =
        TinyConfig.usual().with("data", "dataset: MNIST, image_size: 28, channels: 1").in(folder);

    assertMistake(
        Ncsn.run("--config", config, "--run", folder.toString()), logs + " holds a checkpoint");
    assertThat(folder.resolve("datasets")).doesNotExist();
  }

  @Test
  void isExplainedForAnUnknownBackendFlag() {
    String config = TinyConfig.usual().in(folder);

    assertMistake(
        Ncsn.run("--config", config, "--run", folder.toString(), "--backend", "torch"),
        "backend: there is no 'torch' here; choose from djl, nd4j, reference");
  }

  @ParameterizedTest
  @CsvSource({"'', is not a usable IDX file", "hello, is not a usable IDX file"})
  void isExplainedForDamagedImages(String content, String expected) throws IOException {
    Path images =
        Files.createDirectories(folder.resolve("run/datasets/mnist"))
            .resolve("train-images-idx3-ubyte");
    Files.writeString(images, content);
    String config =
        TinyConfig.usual().with("data", "dataset: MNIST, image_size: 28, channels: 1").in(folder);

    assertMistake(
        Ncsn.run("--config", config, "--run", folder.resolve("run").toString()),
        images + " " + expected);
  }

  static void assertMistake(Ncsn run, String expected) {
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("ncsn: ").contains(expected);
    assertThat(run.status()).isEqualTo(2);
  }
}
