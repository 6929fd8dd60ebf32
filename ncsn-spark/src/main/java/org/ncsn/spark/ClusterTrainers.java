package org.ncsn.spark;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Supplier;
import org.ncsn.cli.Trainers;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingLoop;

/**
 * Trains on the machines of a cluster.
 *
 * @param cluster opens it, once everything else is known to be right
 * @param machines how many train together
 * @param threads of each of them
 * @param shards into how many parts a batch is divided, which decides the order of sums; 0 for what
 *     the config says, or a part for each machine
 * @param averageEvery local steps from one mean to the next; 0 for gradients averaged in each step
 */
record ClusterTrainers(
    Supplier<Cluster> cluster, int machines, int threads, int shards, int averageEvery)
    implements Trainers {
  @Override
  public ExperimentConfig configured(ExperimentConfig config) {
    if (averageEvery > 0) {
      requireMeansAtEnds(config);
      return config;
    }
    int given = config.training().accumulate();
    int parts = shards > 0 ? shards : given == 1 ? machines : given;
    if (parts % machines != 0 || Integer.bitCount(parts / machines) != 1) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "--shards (or training.accumulate): %d parts of a batch do not give each of %d workers"
                  + " 1, 2, 4, 8 or more by doubling; choose %d",
              parts,
              machines,
              machines * Math.max(1, Integer.highestOneBit(Math.max(1, parts / machines)))));
    }
    int batch = config.training().batchSize();
    if (batch % parts != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "--workers, --shards: a batch of %d (training.batch_size) does not make %d equal parts;"
                  + " choose divisors of it",
              batch,
              parts));
    }
    return config.withAccumulate(parts);
  }

  /** States are seen, and saved, where those of all machines are the same. */
  private void requireMeansAtEnds(ExperimentConfig config) {
    int[] ends = {config.training().snapshotFreq(), config.training().nIters()};
    for (int end : ends) {
      if (end % averageEvery != 0) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "--average_every: %d must divide training.snapshot_freq (%d) and training.n_iters"
                    + " (%d)",
                averageEvery,
                ends[0],
                ends[1]));
      }
    }
    if (config.training().batchSize() % (machines * config.training().accumulate()) != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "--average_every: a batch of %d (training.batch_size) does not make %d equal shares",
              config.training().batchSize(),
              machines * config.training().accumulate()));
    }
  }

  @Override
  public TrainingLoop loop(Experiment experiment, Backend backend, DataSets data, Path datasets) {
    if (machines > 1 && !experiment.network().buffers().isEmpty()) {
      throw new UserError(
          "a network that keeps statistics of its batches is trained on one machine; choose another"
              + " normalization, or --workers 1");
    }
    Shipment shipment = Shipment.of(experiment, backend.name(), threads);
    TrainingPlan plan =
        new TrainingPlan(
            machines,
            datasets.toAbsolutePath().toString(),
            averageEvery,
            new SecureRandom().nextLong());
    return new ClusterLoop(cluster.get(), experiment, backend, shipment, plan);
  }
}
