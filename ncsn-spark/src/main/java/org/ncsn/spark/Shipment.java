package org.ncsn.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.runner.Runners;

/**
 * An experiment on its way to executors: its configuration with seed, runner and backend, and a
 * file of its weights. A class of plain fields, since some of a cluster's serializers know no
 * records.
 */
final class Shipment implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Path CONFIG = Path.of("the driver's config");

  private final String config;
  private final int threads;
  private final byte[] weights;

  private Shipment(String config, int threads, byte[] weights) {
    this.config = config;
    this.threads = threads;
    this.weights = weights;
  }

  /**
   * Packs an experiment.
   *
   * @param backend the engine of all executors
   * @param threads of an engine: results of training depend on how many there are
   * @param written writes the file of weights
   */
  static Shipment of(Experiment experiment, String backend, int threads, Consumer<Path> written) {
    return new Shipment(experiment.configText(backend), threads, bytes(written));
  }

  /** An experiment without weights yet. */
  static Shipment of(Experiment experiment, String backend, int threads) {
    return new Shipment(experiment.configText(backend), threads, new byte[0]);
  }

  /** The same experiment, of so many samples. */
  Shipment ofSamples(int count) {
    ExperimentConfig one = experiment().config();
    ExperimentConfig other =
        one.withSampling(
            one.sampling()
                .with(Optional.of(count), Optional.empty(), Optional.empty(), Optional.empty()));
    return new Shipment(experiment(other).configText(), threads, weights);
  }

  /** What a file would hold. */
  static byte[] bytes(Consumer<Path> written) {
    return throughFile(
        file -> {
          written.accept(file);
          try {
            return Files.readAllBytes(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The experiment, as the driver has it. */
  Experiment experiment() {
    return experiment(ConfigReader.ofText(CONFIG, config));
  }

  private static Experiment experiment(ExperimentConfig config) {
    return new Experiment(config, Runners.ofConfig(config), config.seed().orElseThrow());
  }

  /** What reads the file makes of it. */
  <T> T read(Function<Path, T> reader) {
    return read(weights, reader);
  }

  /** What reads a file makes of bytes. */
  static <T> T read(byte[] bytes, Function<Path, T> reader) {
    return throughFile(
        file -> {
          try {
            Files.write(file, bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return reader.apply(file);
        });
  }

  private static <T> T throughFile(Function<Path, T> use) {
    try {
      Path folder = Files.createTempDirectory("ncsn-spark");
      Path file = folder.resolve("weights.safetensors");
      try {
        return use.apply(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the experiment is, whatever its weights are at the moment. */
  String experimentKey() {
    return threads + " threads\n" + config;
  }

  int threads() {
    return threads;
  }

  /**
   * Letters and digits that stand for all of this.
   *
   * @param what is made of it
   */
  String fingerprint(String what) {
    return Fingerprint.of(config + "\n" + what + "\n", weights);
  }
}
