package org.ncsn.cli.show;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.data.Dataset;
import org.ncsn.data.NpyImages;
import org.ncsn.error.UserError;
import org.ncsn.format.GrowingNpy;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.BatchSampler;
import org.ncsn.sampler.BatchSamplers;
import org.ncsn.sampler.ChainWatch;
import org.ncsn.sampler.ChainWatch.Loss;
import org.ncsn.sampler.Constraint;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.Start;
import org.ncsn.tensor.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws any number of images, batch by batch, into a file that grows; after a kill the same test
 * goes on where it stopped.
 */
final class Drawing {
  private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);

  /** So many images are in a picture at most. */
  private static final int SHOWN = 400;

  private final TestRun run;
  private final Experiment experiment;
  private final Task task;
  private final Viewer viewer;

  /**
   * @param viewer sees the first batch
   */
  Drawing(TestRun run, Task task, Viewer viewer) {
    this.run = run;
    this.experiment = run.experiment();
    this.task = task;
    this.viewer = viewer;
  }

  /** Draws unwatched. */
  Drawing(TestRun run, Task task) {
    this(run, task, Viewer.NOBODY);
  }

  /**
   * What is drawn.
   *
   * @param label what it is called while it goes on
   * @param name of the file, without {@code .npy}
   * @param count how many images
   * @param noise of every image
   * @param start where every image begins
   * @param known what is known of the images
   * @param classes what the images are to show
   * @param origin what else tells these images from others of the experiment
   */
  record Task(
      String label,
      String name,
      int count,
      SampleNoise noise,
      Start start,
      Known known,
      Shown classes,
      String origin) {}

  /** What is known of images before they are drawn. */
  @FunctionalInterface
  interface Known {
    /** Nothing. */
    Known NOTHING = (first, count) -> Constraint.NONE;

    /** What is known of so many images from a number on. */
    Constraint of(int first, int count);
  }

  /** What images are to show. */
  @FunctionalInterface
  interface Shown {
    /** The classes of so many images from a number on, if the score is one of classes. */
    Optional<HostArray> of(int first, int count);
  }

  /** Sees the first batch after every step. */
  @FunctionalInterface
  interface Viewer {
    /** Looks at nothing. */
    Viewer NOBODY = (step, phase, last, images) -> {};

    /**
     * @param step how many steps are done, from 1
     * @param phase of this step, from 0
     * @param last whether no other step follows
     * @param images what the batch would be now, in the space of pixels
     */
    void saw(int step, int phase, boolean last, Supplier<HostArray> images);

    /** Another one looks, too. */
    default Viewer and(Viewer other) {
      return (step, phase, last, images) -> {
        saw(step, phase, last, images);
        other.saw(step, phase, last, images);
      };
    }
  }

  /**
   * Draws into {@code NAME.npy}. Ctrl-C in the only batch writes its images as they are; otherwise
   * it leaves the whole batches to be gone on with.
   *
   * @throws UserError if all images of a batch diverge, they cannot be written, or Ctrl-C left some
   *     to be drawn
   */
  Drawn into(ImageFolder folder) {
    run.output().pictures().check(folder.path(), task.name);
    try (GrowingNpy file = open(folder)) {
      Optional<Loss> loss = complete(file, folder.interruption());
      HostArray shown = file.read(0, SHOWN);
      // Before the array is in its place: after a kill the same command writes them.
      run.output().pictures().write(file, folder.path(), task.name, run.console());
      file.finish();
      return new Drawn(shown, loss);
    }
  }

  /**
   * Draws into a file that is shown to somebody and then removed. After a kill, or if something
   * fails, it stays, and the same command goes on with it.
   *
   * @throws UserError if images diverge, they cannot be written, or Ctrl-C left some to be drawn
   */
  void shownTo(Consumer<Dataset> viewerOfAll, ImageFolder folder) {
    try (GrowingNpy file = open(folder)) {
      Optional<Loss> loss = complete(file, folder.interruption());
      if (loss.isPresent()) {
        file.discard();
        throw new UserError(Drawn.told(loss.get(), experiment));
      }
      try (NpyImages images = NpyImages.open(file.part())) {
        viewerOfAll.accept(images);
      }
      file.discard();
    }
  }

  private GrowingNpy open(ImageFolder folder) {
    String origin = Origin.of(experiment, run.backend(), run.weights(), task.origin);
    return GrowingNpy.open(
        folder.path().resolve(task.name + ".npy"), experiment.images(task.count), origin);
  }

  private Optional<Loss> complete(GrowingNpy file, Interruption interruption) {
    if (file.entries() > 0) {
      LOG.info("Going on behind the {} images in {}", file.entries(), file.part());
    }
    Optional<Loss> loss = file.isWhole() ? Optional.empty() : draw(file, interruption);
    if (!file.isWhole()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "interrupted: %d of %d images are in %s; the same command goes on with them",
              file.entries(),
              task.count,
              file.part()));
    }
    return loss;
  }

  private Optional<Loss> draw(GrowingNpy file, Interruption interruption) {
    int left = task.count - file.entries();
    try (Scope scope = Scope.open();
        BatchSamplers samplers =
            experiment.samplers(run.backend(), run.output().batch(), left, task.start)) {
      int steps = experiment.generation().method().steps();
      int batches = (left - 1) / samplers.size() + 1;
      Weights weights = run.weights().on(run.backend());
      try (Progress progress = Progress.of(task.label, (long) steps * batches, 0, run.console())) {
        Optional<Loss> loss = Optional.empty();
        for (int done = 0; done < batches && !interruption.requested(); done++) {
          int first = file.entries();
          BatchSampler sampler = samplers.of(task.count - first);
          Batch batch = new Batch(first, sampler, progress, (long) done * steps, interruption);
          HostArray images = batch.draw(weights);
          if (interruption.requested() && batches > 1) {
            break;
          }
          loss = joined(loss, batch.watch.loss());
          requireSome(batch.watch.loss(), first);
          if (interruption.requested()) {
            LOG.warn("Interrupted: the images are as noisy as the annealing left them");
          }
          file.append(images);
        }
        return loss;
      }
    }
  }

  private static Optional<Loss> joined(Optional<Loss> earlier, Optional<Loss> later) {
    return earlier.isPresent() && later.isPresent()
        ? Optional.of(earlier.get().and(later.get()))
        : earlier.or(() -> later);
  }

  private void requireSome(Optional<Loss> loss, int before) {
    if (loss.isPresent() && loss.get().isComplete()) {
      throw new UserError(
          Drawn.told(loss.get(), experiment)
              + (before == 0 ? "; no samples are written" : "; no others are drawn"));
    }
  }

  /** Images from a number on. */
  private final class Batch {
    private final int first;
    private final BatchSampler sampler;
    private final Progress progress;
    private final long stepsBefore;
    private final Interruption interruption;
    private final ChainWatch watch;

    Batch(
        int first,
        BatchSampler sampler,
        Progress progress,
        long stepsBefore,
        Interruption interruption) {
      this.first = first;
      this.sampler = sampler;
      this.progress = progress;
      this.stepsBefore = stepsBefore;
      this.interruption = interruption;
      this.watch =
          new ChainWatch(
              experiment.generation().method(),
              (step, phase, state) ->
                  stepped(step, phase, () -> experiment.pixels(state.toHost())));
    }

    HostArray draw(Weights weights) {
      Constraint known = task.known.of(first, sampler.size());
      Optional<HostArray> classes = task.classes.of(first, sampler.size());
      return experiment.pixels(sampler.draw(weights, task.noise, first, classes, known, watch));
    }

    private boolean stepped(int step, int phase, Supplier<HostArray> images) {
      boolean stop = interruption.requested();
      if (stepsBefore == 0) {
        viewer.saw(step, phase, stop || step == experiment.generation().method().steps(), images);
      }
      progress.step(stepsBefore + step, place(phase));
      return !stop;
    }

    private String place(int phase) {
      String images =
          sampler.size() == task.count
              ? ""
              : String.format(Locale.ROOT, "image %d of %d", first + 1, task.count);
      String level =
          experiment.generation().method().phases() == 1 ? "" : "noise level " + (phase + 1);
      return images + (images.isEmpty() || level.isEmpty() ? "" : ", ") + level;
    }
  }
}
