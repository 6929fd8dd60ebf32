package org.ncsn.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.cli.Trainers;
import org.ncsn.cli.TrainingCommand;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.runner.Runners;
import org.ncsn.nn.HostWeights;
import org.ncsn.random.RunStream;
import org.ncsn.sampler.Draw;
import org.ncsn.tensor.Backend;

/** The smallest network that draws images, with weights as they are before training. */
final class TinyExperiment {
  private static final long SEED = 5;

  private TinyExperiment() {}

  static Experiment of(String backend, int samples, int stepsEach) {
    return of(
        backend,
        "batch_size: 8, n_iters: 6, snapshot_freq: 3",
        String.format(Locale.ROOT, "n_samples: %d, n_steps_each: %d", samples, stepsEach));
  }

  static Experiment of(String backend, String training, String sampling) {
    ExperimentConfig config =
        ConfigReader.ofText(
            Path.of("tiny.yml"), text("training: {" + training + "}", "0.001", sampling, backend));
    return Experiment.begun(config, Runners.ofConfig(config), SEED);
  }

  /** A classifier, whose programs are compiled in a fraction of the time. */
  static Experiment classifier(String training) {
    ExperimentConfig config =
        ConfigReader.ofText(
            Path.of("tiny.yml"),
            String.join(
                "\n",
                "runner: ClassifierRunner",
                "training: {" + training + "}",
                "data: {dataset: DIGITS, image_size: 8, channels: 1}",
                "model: {ngf: 2}",
                "optim: {optimizer: Adam, lr: 0.001}",
                "backend: djl",
                ""));
    return Experiment.begun(config, Runners.ofConfig(config), SEED);
  }

  /** A network that is told what its samples are to show, whose score is followed as it is. */
  static Experiment toldClasses(String backend, int samples) {
    ExperimentConfig config =
        ConfigReader.ofText(
            Path.of("tiny.yml"),
            String.join(
                "\n",
                "runner: SdeRunner",
                "training: {batch_size: 2, n_iters: 1}",
                "data: {dataset: DIGITS, image_size: 8, channels: 1, rescaled: true}",
                "model: {ema: true}",
                "unet: {nf: 4, ch_mult: [1, 2], num_res_blocks: 1, attn_resolutions: [4],"
                    + " classes: true}",
                "optim: {optimizer: Adam, lr: 0.001}",
                "sampler: {method: dpm_solver, steps: 2, clip_denoised: false}",
                "sampling: {n_samples: " + samples + "}",
                "backend: " + backend,
                ""));
    return Experiment.begun(config, Runners.ofConfig(config), SEED);
  }

  /** A config's text. */
  static String text(String training, String rate, String sampling, String backend) {
    return String.join(
        "\n",
        training,
        "data: {dataset: DIGITS, image_size: 8, channels: 1}",
        "model: {sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 2}",
        "optim: {optimizer: Adam, lr: " + rate + "}",
        "sampling: {" + sampling + "}",
        "backend: " + backend,
        "");
  }

  /** A run that was trained for two steps. */
  static void train(Path run, String doc) throws IOException {
    Path config = run.resolveSibling(doc + ".yml");
    String text =
        text(
            "training: {batch_size: 4, n_iters: 2, snapshot_freq: 2}",
            "0.001",
            "n_samples: 1, n_steps_each: 1",
            "djl");
    Files.writeString(config, text);
    TrainingCommand.of(
            "--run", run.toString(), "--doc", doc, "--config", config.toString(), "--threads", "1")
        .run(Console.standard(), Trainers.HERE);
  }

  static HostWeights weights(Experiment experiment) {
    return HostWeights.initial(experiment.network(), experiment.noise(RunStream.WEIGHTS));
  }

  static Shipment shipment(Experiment experiment) {
    return Shipment.of(
        experiment,
        experiment.config().backend().orElseThrow(),
        1,
        file -> WeightsFile.write(file, experiment.network(), weights(experiment)));
  }

  /** The samples as one machine draws them. */
  static List<HostArray> drawnHere(Experiment experiment, int batch) {
    Backend backend = ExecutorEngine.of(experiment, 1);
    Shape image = Shape.of(8, 8, 1);
    Draw draw =
        new Draw(
            experiment.generation().model(),
            experiment.generation().method(),
            experiment.generation().start(),
            OptionalInt.of(batch),
            SEED);
    HostArray all =
        experiment
            .classes(0, experiment.generation().samples())
            .map(classes -> draw.samples(backend, weights(experiment), image, classes))
            .orElseGet(
                () ->
                    draw.samples(
                        backend, weights(experiment), image, experiment.generation().samples()));
    HostArray pixels = experiment.pixels(all);
    return Chunk.of(experiment.generation().samples(), batch).stream()
        .map(chunk -> pixels.slice(chunk.first(), chunk.first() + chunk.count()))
        .toList();
  }
}
