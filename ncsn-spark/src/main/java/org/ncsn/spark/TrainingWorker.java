package org.ncsn.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Backend;
import org.ncsn.training.Collective;
import org.ncsn.training.Trainer;
import org.ncsn.training.TrainingFeed;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingStep;

/**
 * Trains in an executor. Data, engine and compiled programs stay from one stage to the next; the
 * state comes from the driver with each, since any of the machines may be a new one.
 */
final class TrainingWorker {
  private static Optional<TrainingWorker> current = Optional.empty();

  private final String key;
  private final Experiment experiment;
  private final Backend backend;
  private final DataSets data;
  private final TrainingFeed feed;
  private final StageMachines machines = new StageMachines();
  private final TrainingStep step;

  private TrainingWorker(String key, Shipment shipment, TrainingPlan plan) {
    this.key = key;
    this.experiment = shipment.experiment();
    this.data = experiment.data(Path.of(plan.datasets()), Console.standard());
    this.backend = ExecutorEngine.of(experiment, shipment.threads());
    this.feed =
        new TrainingFeed(
            data.training(),
            experiment.config().training().batchSize(),
            experiment.preparation(),
            experiment.trainingObjective(),
            experiment.noise(RunStream.TRAINING));
    this.step =
        plan.averageEvery() == 0
            ? TrainingStep.of(backend, experiment.recipe(), machines)
            : new AveragingStep(
                backend,
                experiment.trainingObjective(),
                TrainingStep.of(backend, experiment.recipe()),
                machines,
                plan.averageEvery());
  }

  /**
   * The worker of this process.
   *
   * @throws org.ncsn.error.UserError if the data are not here, or the engine does not run
   */
  static synchronized TrainingWorker of(Shipment shipment, TrainingPlan plan) {
    // Programs are compiled for a machine's share of the batch.
    String key =
        String.join(
            "\n",
            shipment.experimentKey(),
            plan.datasets(),
            Integer.toString(plan.averageEvery()),
            Integer.toString(plan.machines()));
    if (current.filter(any -> any.key.equals(key)).isEmpty()) {
      current.ifPresent(TrainingWorker::close);
      current = Optional.empty();
      current = Optional.of(new TrainingWorker(key, shipment, plan));
    }
    return current.orElseThrow();
  }

  /**
   * Takes steps together with others.
   *
   * @param until how many steps shall have been taken in all
   */
  synchronized StageEnd train(Shipment shipment, Collective together, long until) {
    machines.now = together;
    Checkpoint start = shipment.read(file -> Checkpoint.read(file, experiment.network()));
    Losses losses = new Losses();
    TrainingState end =
        new Trainer(step, feed).run(TrainingState.upload(backend, start.snapshot()), until, losses);
    try {
      return new StageEnd(
          together.rank() == 0 ? bytes(start, end) : new byte[0],
          losses.all.stream().mapToDouble(Double::doubleValue).toArray());
    } finally {
      end.close();
    }
  }

  private byte[] bytes(Checkpoint start, TrainingState end) {
    Checkpoint checkpoint =
        new Checkpoint(end.download(), start.noise(), start.engine(), start.config());
    return Shipment.bytes(file -> checkpoint.write(file, experiment.network()));
  }

  private void close() {
    step.close();
    data.close();
  }

  /** The losses of the steps; the first that is no number ends them, on all machines. */
  private static final class Losses implements Trainer.Observer {
    private final List<Double> all = new ArrayList<>();

    @Override
    public boolean stepped(TrainingState state, double loss) {
      all.add(loss);
      return Double.isFinite(loss);
    }

    @Override
    public void failed(TrainingState state) {
      state.close();
    }
  }

  /** The machines of the stage that runs: programs are compiled once for all stages. */
  private static final class StageMachines implements Collective {
    private Collective now = Collective.ALONE;

    @Override
    public int rank() {
      return now.rank();
    }

    @Override
    public int size() {
      return now.size();
    }

    @Override
    public HostArray sum(HostArray mine, BinaryOperator<HostArray> add) {
      return now.sum(mine, add);
    }

    @Override
    public double[] gathered(double[] mine) {
      return now.gathered(mine);
    }
  }
}
