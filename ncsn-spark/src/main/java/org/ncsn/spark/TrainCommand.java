package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import org.ncsn.cli.NumberFlag;
import org.ncsn.cli.TrainingCommand;
import org.ncsn.cli.output.Console;

/** Trains on all machines of a cluster; runs are begun and gone on with as on one machine. */
@Parameters(commandDescription = "Train on several machines, each on its share of every batch")
final class TrainCommand implements Command {
  private static final int MOST_PARTS = 4096;

  private final Clusters clusters;

  @ParametersDelegate private TrainingCommand training = new TrainingCommand();

  @Parameter(
      names = "--shards",
      order = 56,
      description =
          "Parts that a batch is divided into; the same number has the same bits on any number of"
              + " workers. By default training.accumulate, or one for each worker")
  private Integer shards;

  @Parameter(
      names = "--average_every",
      order = 57,
      description = "Local steps from one average of all workers' weights to the next")
  private Integer averageEvery;

  @ParametersDelegate private ClusterFlags cluster = new ClusterFlags();

  TrainCommand(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String examples() {
    return """
        ncsn spark train --config anneal.yml --doc mnist --workers 4
        ncsn spark train --doc mnist --resume_training --workers 2 --shards 8
        ncsn spark train --config anneal.yml --doc local --workers 4 --average_every 20""";
  }

  @Override
  public boolean helpWanted() {
    return training.helpWanted();
  }

  @Override
  public void run(Console console) {
    NumberFlag.check("--shards", shards, MOST_PARTS);
    NumberFlag.check("--average_every", averageEvery, Integer.MAX_VALUE);
    training.check();
    ClusterSettings settings = cluster.settings();
    int threads = ClusterSettings.threadsOf(settings.conf("ncsn train"));
    training.usualThreads(threads);
    training.run(
        console,
        new ClusterTrainers(
            () -> clusters.open(settings, "ncsn train"),
            settings.workers(),
            threads,
            shards == null ? 0 : shards,
            averageEvery == null ? 0 : averageEvery));
  }
}
