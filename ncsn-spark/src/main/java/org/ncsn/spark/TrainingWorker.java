package org.ncsn.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
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
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;

/**
 * Trains in an executor. Data, engine, compiled programs and the state stay from one stage to the
 * next; a new machine asks the driver for the state.
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
  private Optional<Last> last = Optional.empty();

  /** What a stage of a training ended with. */
  private record Last(long training, TrainingState state) {}

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
   * @param state a checkpoint's file, asked for where this process did not end with it itself
   * @param from how many steps it has
   * @param until how many steps shall have been taken in all
   * @param training stands for the training, whose states are the same on all machines
   */
  synchronized StageEnd train(
      Supplier<byte[]> state, long from, Collective together, long until, long training) {
    machines.now = together;
    TrainingState first =
        kept(from, training).orElseGet(() -> TrainingState.upload(backend, snapshot(state.get())));
    Losses losses = new Losses();
    long begun = System.nanoTime();
    TrainingState end = new Trainer(step, feed).run(first, until, losses);
    double seconds = (double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1);
    last = Optional.of(new Last(training, end));
    return new StageEnd(
        together.rank() == 0 ? bytes(end) : new byte[0],
        losses.all.stream().mapToDouble(Double::doubleValue).toArray(),
        seconds);
  }

  /** What the last stage ended with, if the next one begins with it. */
  private Optional<TrainingState> kept(long step, long training) {
    Optional<Last> before = last;
    last = Optional.empty();
    Optional<TrainingState> fitting =
        before.filter(any -> any.training == training && any.state.step() == step).map(Last::state);
    if (fitting.isEmpty()) {
      before.ifPresent(any -> any.state.close());
    }
    return fitting;
  }

  private Snapshot snapshot(byte[] state) {
    return Shipment.read(state, file -> Checkpoint.read(file, experiment.network())).snapshot();
  }

  private byte[] bytes(TrainingState end) {
    return ClusterLoop.bytes(end.download(), experiment, backend);
  }

  private void close() {
    last.ifPresent(any -> any.state.close());
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
