package org.ncsn.spark;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.Computed;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.tensor.Backend;
import org.ncsn.training.CollectiveBroken;
import org.ncsn.training.Trainer.Observer;
import org.ncsn.training.TrainingLoop;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag$;

/**
 * The steps of a training on a cluster, in stages of some steps each. Whatever happens in a stage,
 * the state that it began with is here, and it is begun again; since its steps depend on nothing
 * but their number, the end is the same.
 */
final class ClusterLoop implements TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterLoop.class);

  /** What a failure may cost: a stage takes about so long, or longer if there is much between. */
  private static final double STAGE_SECONDS = 30;

  private static final double LONGEST_STAGE_SECONDS = 300;

  /** What is between the steps of two stages is to take no more than a twentieth of the time. */
  private static final double STEPS_AGAINST_BETWEEN = 20;

  /** So many failures of one stage are those of the program, not of machines. */
  private static final int MOST_FAILURES = 5;

  private final Cluster cluster;
  private final Experiment experiment;
  private final Backend backend;
  private final Shipment shipment;
  private final TrainingPlan plan;
  private long length;

  /**
   * @param backend the engine of the driver, which sees states now and then
   * @param shipment of the same experiment
   */
  ClusterLoop(
      Cluster cluster,
      Experiment experiment,
      Backend backend,
      Shipment shipment,
      TrainingPlan plan) {
    this.cluster = cluster;
    this.experiment = experiment;
    this.backend = backend;
    this.shipment = shipment;
    this.plan = plan;
    this.length = granule();
  }

  /** Stages end where the states of all machines are the same. */
  private int granule() {
    return Math.max(1, plan.averageEvery());
  }

  @Override
  public TrainingState run(TrainingState start, long steps, Observer observer) {
    TrainingState state = start;
    try {
      byte[] bytes = bytes(start.download(), experiment, backend);
      boolean goOn = state.step() < steps;
      while (goOn) {
        long until = until(state.step(), steps, observer);
        long begun = System.nanoTime();
        Optional<StageEnd> end = stage(bytes, state.step(), until);
        if (end.isEmpty()) {
          return state;
        }
        TrainingState next = seen(state, end.get(), observer);
        lengthen(end.get(), (double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1));
        state.close();
        state = next;
        bytes = end.get().state();
        double[] losses = end.get().losses();
        goOn = observer.stepped(state, losses[losses.length - 1]) && state.step() < steps;
      }
      return state;
    } catch (RuntimeException | Error failure) {
      observer.failed(state);
      throw failure;
    }
  }

  /** The state after a stage, whose steps were seen. */
  private TrainingState seen(TrainingState before, StageEnd end, Observer observer) {
    double[] losses = end.losses();
    for (int i = 0; i < losses.length; i++) {
      if (i < losses.length - 1 || !Double.isFinite(losses[i])) {
        observer.passed(before.step() + i + 1, losses[i]);
      }
    }
    Checkpoint checkpoint =
        Shipment.read(end.state(), file -> Checkpoint.read(file, experiment.network()));
    return TrainingState.upload(backend, checkpoint.snapshot());
  }

  /** The step that the next stage ends with: not behind one whose state is wanted. */
  private long until(long step, long steps, Observer observer) {
    long until = step + 1;
    while (until < steps
        && (until - step < length || until % granule() != 0)
        && !(observer.wants(until) && until % granule() == 0)) {
      until++;
    }
    return until;
  }

  private void lengthen(StageEnd end, double seconds) {
    double between = seconds - end.seconds();
    double wanted =
        Math.min(LONGEST_STAGE_SECONDS, Math.max(STAGE_SECONDS, STEPS_AGAINST_BETWEEN * between));
    LOG.debug("{} s of steps and {} s between them", end.seconds(), between);
    // The first steps take longer, and those of the first stage by far.
    double aStep = end.seconds() / end.losses().length;
    length = Math.max(granule(), Math.min(4 * length, (long) (wanted / aStep)));
  }

  /** What a stage ends with; empty if Ctrl-C ended it. */
  private Optional<StageEnd> stage(byte[] state, long from, long until) {
    for (int failures = 0; ; failures++) {
      Broadcast<byte[]> sent = cluster.spark().broadcast(state);
      try {
        cluster.awaitExecutors(plan.machines());
        cluster.describe(
            "training, steps " + (from + 1) + " to " + until + " on " + plan.machines());
        return Optional.of(taken(sent, from, until));
      } catch (Interrupted stopped) {
        return Optional.empty();
      } catch (JobFailure | CollectiveBroken failure) {
        if (cluster.isInterrupted()) { // which ends executors, too
          return Optional.empty();
        }
        if (failures == MOST_FAILURES) {
          throw failure;
        }
        LOG.warn(
            "{}; going on from step {} again",
            failure.getMessage().lines().findFirst().orElse(""),
            from);
      } finally {
        sent.destroy();
      }
    }
  }

  /** A state as a checkpoint's file. */
  static byte[] bytes(Snapshot snapshot, Experiment experiment, Backend backend) {
    Checkpoint checkpoint =
        new Checkpoint(snapshot, experiment.noise().state(), Computed.by(backend), "");
    return Shipment.bytes(file -> checkpoint.write(file, experiment.network()));
  }

  private StageEnd taken(Broadcast<byte[]> sent, long from, long until) {
    TaskCount count = cluster.count("stages");
    RDD<TaskResult<StageEnd>> stage =
        cluster
            .spark()
            .parallelize(TrainingTask.machines(plan.machines()), plan.machines())
            .rdd()
            .barrier()
            .mapPartitions(
                new TrainingTask(shipment, plan, sent, from, until, count),
                false,
                ClassTag$.MODULE$.apply(TaskResult.class));
    List<TaskResult<StageEnd>> ends =
        cluster.watched(stage.toJavaRDD().collectAsync(), count, done -> {});
    return TaskResult.all(ends).get(0);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
