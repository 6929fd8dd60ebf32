package org.ncsn.cli.training;

import java.util.Locale;
import org.ncsn.checkpoint.Computed;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.RunRecord;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Machine;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.output.TensorBoard;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.memory.JavaHeap;
import org.ncsn.nn.HostWeights;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Backend;
import org.ncsn.training.Trainer;
import org.ncsn.training.TrainingFeed;
import org.ncsn.training.TrainingLoop;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains an experiment in a run folder: checkpoints, curves, sample grids, progress. Ctrl-C and a
 * failure leave a checkpoint to go on from.
 */
public final class Training implements AutoCloseable {
  /** Steps from one test loss to the next, as in the official program. */
  private static final int TEST_EVERY = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final Experiment experiment;
  private final Backend backend;
  private final RunFolder folder;
  private final Console console;
  private final String comment;
  private final TrainingLoop loop;
  private final TestLosses test;
  private final Presentation presentation;
  private final long steps;

  public Training(
      Experiment experiment, Backend backend, DataSets data, RunFolder folder, Console console) {
    this(experiment, backend, data, folder, console, "");
  }

  /**
   * @param comment what is to be recorded with the run; blank for nothing
   */
  public Training(
      Experiment experiment,
      Backend backend,
      DataSets data,
      RunFolder folder,
      Console console,
      String comment) {
    this(experiment, backend, data, folder, console, comment, here(experiment, backend, data));
  }

  /**
   * Trains elsewhere.
   *
   * @param loop takes the steps; it is closed with this
   */
  public Training(
      Experiment experiment,
      Backend backend,
      DataSets data,
      RunFolder folder,
      Console console,
      String comment,
      TrainingLoop loop) {
    this.comment = comment;
    this.loop = loop;
    this.experiment = experiment;
    this.backend = backend;
    this.folder = folder;
    this.console = console;
    int batch = experiment.config().training().batchSize();
    this.test = new TestLosses(experiment, backend, data.test());
    this.presentation = experiment.presentation(backend);
    long perEpoch = data.training().size() / batch;
    this.steps =
        Math.min(
            experiment.config().training().nIters(),
            Math.multiplyExact(experiment.config().training().nEpochs(), perEpoch));
  }

  /** The loop of this machine. */
  public static TrainingLoop here(Experiment experiment, Backend backend, DataSets data) {
    TrainingFeed feed =
        new TrainingFeed(
            data.training(),
            experiment.config().training().batchSize(),
            experiment.preparation(),
            experiment.trainingObjective(),
            experiment.noise(RunStream.TRAINING));
    return new Trainer(TrainingStep.of(backend, experiment.recipe()), feed);
  }

  /** Fresh weights, drawn from the experiment's seed. */
  public static Snapshot fresh(Experiment experiment) {
    return Snapshot.initial(
        HostWeights.initial(experiment.network(), experiment.noise(RunStream.WEIGHTS)),
        experiment.optimizer().slots(),
        experiment.average().isKept());
  }

  /**
   * Trains to the configured number of steps, or until interrupted.
   *
   * @return the state at the end
   */
  public Snapshot run(Snapshot start) {
    return run(new Handover<>(start));
  }

  /**
   * The same with a state that goes to the engine, so that Java need not keep it.
   *
   * @throws IllegalStateException if it was taken before
   */
  public Snapshot run(Handover<Snapshot> start) {
    try (Interruption interruption = new Interruption()) {
      Snapshot end = train(start, interruption);
      if (end.step() >= steps && !interruption.requested()) {
        showWhatIsQuick(end);
      }
      return end;
    }
  }

  /** Samples of images take as long as a test: --test draws them. */
  private void showWhatIsQuick(Snapshot end) {
    if (presentation.isQuick()) {
      TestOutput output = TestOutput.into(folder.logs(), folder.logs());
      presentation.test(
          new TestRun(experiment, end.best(), backend, console, output, folder.datasets()));
    }
  }

  private Snapshot train(Handover<Snapshot> start, Interruption interruption) {
    TrainingState first = uploaded(start.take());
    JavaHeap.dropped(first.bytes());
    try (TensorBoard board = TensorBoard.open(folder.tensorboard(), first.step());
        Progress progress = Progress.of("training", steps, first.step(), console)) {
      describe(board, first.step());
      Watch watch = new Watch(board, progress, interruption, first.step());
      TrainingState last = loop.run(first, steps, watch);
      watch.save(last);
      LOG.info(
          "{} at step {}", last.step() >= steps ? "Finished" : "Interrupted, saved", last.step());
      Snapshot end = last.download();
      last.close();
      return end;
    }
  }

  private TrainingState uploaded(Snapshot start) {
    if (start.step() >= steps) {
      sayThatNothingIsLeft(start.step());
    }
    LOG.info(
        "Training {} parameters on {}, steps {} to {}",
        start.weights().values().stream().mapToLong(value -> value.shape().size()).sum(),
        backend.name(),
        start.step(),
        steps);
    return TrainingState.upload(backend, start);
  }

  private void sayThatNothingIsLeft(long step) {
    LOG.info(
        "Nothing is left to do: step {} is reached, and training.n_iters is {}, training.n_epochs"
            + " {}; raise them in a config and give it with --resume_training --config",
        step,
        experiment.config().training().nIters(),
        experiment.config().training().nEpochs());
  }

  private void describe(TensorBoard board, long step) {
    board.text(RunRecord.MACHINE, Machine.describe(), step);
    board.text(RunRecord.BACKEND, backend.name() + ": " + backend.info(), step);
    if (!comment.isBlank()) {
      board.text(RunRecord.COMMENT, comment, step);
    }
  }

  @Override
  public void close() {
    loop.close();
    test.close();
    presentation.close();
  }

  /** A loss to be read at a glance: those of classifiers are small. */
  private static String told(double loss) {
    return String.format(Locale.ROOT, Math.abs(loss) < 1 ? "%.4f" : "%.2f", loss);
  }

  /** What happens after every step. */
  private final class Watch implements Trainer.Observer {
    private final TensorBoard board;
    private final Progress progress;
    private final Interruption interruption;
    private final KeepClock keeping = new KeepClock(System::nanoTime);
    private final Divergence divergence;
    private final CheckpointWriter checkpoints;
    private final SnapshotPictures pictures;
    private long saved;
    private long sound;
    private long lastTest = System.nanoTime();
    private String testNote = "";

    /**
     * @param start the step of the checkpoint that training goes on from; 0 if there is none
     */
    Watch(TensorBoard board, Progress progress, Interruption interruption, long start) {
      this.saved = start;
      this.sound = start;
      this.board = board;
      this.progress = progress;
      this.interruption = interruption;
      this.divergence = new Divergence(folder.logs(), start, experiment.config().optim().lr());
      this.checkpoints = new CheckpointWriter(experiment, Computed.by(backend), folder, divergence);
      this.pictures = new SnapshotPictures(experiment, presentation, folder, board, interruption);
    }

    @Override
    public boolean wants(long step) {
      return step % TEST_EVERY == 0 || step % experiment.config().training().snapshotFreq() == 0;
    }

    @Override
    public void passed(long step, double loss) {
      saw(step, loss);
      progress.step(step, "loss " + told(loss) + testNote);
    }

    private void saw(long step, double loss) {
      if (!Double.isFinite(loss)) {
        throw divergence.error("the loss became " + loss, step);
      }
      divergence.saw(loss);
      board.scalar(RunRecord.LOSS, loss, step);
    }

    @Override
    public boolean stepped(TrainingState state, double loss) {
      long number = state.step();
      saw(number, loss);
      sound = number;
      if (number % TEST_EVERY == 0) {
        test(state);
      }
      progress.step(number, "loss " + told(loss) + testNote);
      if (number % experiment.config().training().snapshotFreq() == 0) {
        save(state);
        if (experiment.config().training().snapshotSampling()) {
          pictures.show(state);
        }
        board.flush();
      } else if (keeping.isDue()) {
        keeping.timed(() -> checkpoints.keep(state));
      }
      return !interruption.requested();
    }

    /** Writes a checkpoint, if this state has none. */
    void save(TrainingState state) {
      if (state.step() > saved) {
        keeping.timed(() -> checkpoints.save(state));
        saved = state.step();
      }
    }

    @Override
    public void failed(TrainingState state) {
      if (state.step() == sound) { // and not what a step made that diverged
        save(state);
      }
    }

    private void test(TrainingState state) {
      double loss = test.log(state, state.step() / TEST_EVERY, board);
      long now = System.nanoTime();
      board.scalar(RunRecord.SPEED, TEST_EVERY * 1e9 / (now - lastTest), state.step());
      lastTest = now;
      testNote = ", test " + told(loss);
    }
  }
}
