package org.ncsn.cli.runner;

import java.util.List;
import org.ncsn.cli.runner.Experiment.Stream;
import org.ncsn.data.Pixels;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.ChainWatch;
import org.ncsn.sampler.KnownPixels;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.LangevinStep;
import org.ncsn.sampler.NoisePath;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/** Draws samples of an experiment by its Langevin dynamics, from uniform noise. */
public final class Sampling implements AutoCloseable {
  private static final long START = 0;
  private static final long STEPS = 1;
  private static final long KNOWN = 2;

  private final Experiment experiment;
  private final Backend backend;
  private final TensorType images;
  private final LangevinSchedule schedule;
  private final LangevinStep step;

  /**
   * @param count how many images are drawn at once
   */
  public Sampling(Experiment experiment, Backend backend, int count) {
    this.experiment = experiment;
    this.backend = backend;
    this.images = new TensorType(DType.FLOAT32, experiment.batchShape(count));
    this.schedule = experiment.schedule();
    List<TensorType> weights =
        experiment.network().parameters().stream()
            .map(parameter -> new TensorType(DType.FLOAT32, parameter.shape()))
            .toList();
    this.step = new LangevinStep(backend, experiment.network(), weights, images);
  }

  /** Steps that one run takes. */
  public int steps() {
    return schedule.steps();
  }

  /** Draws the images; the same for the same seed and weights. Ends early if all diverge. */
  public Drawn run(List<Tensor> weights, AnnealedLangevin.Observer observer) {
    NoiseSource noise = experiment.noise(Stream.SAMPLING);
    Shape shape = images.shape();
    HostArray start = noise.split(START).uniform(images.dtype(), shape);
    ChainWatch watch = new ChainWatch(schedule.levels(), observer);
    HostArray end =
        new AnnealedLangevin(backend, step, schedule)
            .run(new Weights(weights), start, noise.split(STEPS), watch);
    return new Drawn(pixels(end), watch.loss());
  }

  /** Completes images of which some pixels are known, from uniform noise. */
  Drawn complete(List<Tensor> weights, Completion task, AnnealedLangevin.Observer observer) {
    NoiseSource noise = experiment.noise(Stream.SAMPLING);
    NoiseSource steps = noise.split(STEPS);
    NoiseSource known = noise.split(KNOWN);
    HostArray whole = task.repeated();
    KnownPixels pixels =
        new KnownPixels(
            backend,
            experiment.config().data().logitTransform() ? Pixels.logit(whole) : whole,
            task.repeatedMask(),
            schedule.levels(),
            level -> known.split(level).normal(images.dtype(), images.shape()));
    HostArray start = noise.split(START).uniform(images.dtype(), images.shape());
    ChainWatch watch = new ChainWatch(schedule.levels(), observer);
    HostArray end =
        new AnnealedLangevin(backend, step, schedule)
            .run(
                new Weights(weights),
                start,
                index -> steps.normal(images.dtype(), images.shape()),
                pixels,
                watch);
    return new Drawn(pixels(end), watch.loss());
  }

  /**
   * Draws images on the way from the samples of the experiment's seed to those of another.
   *
   * @param columns how many images a path has; their number is a multiple of it
   * @return path after path
   */
  Drawn interpolate(
      List<Tensor> weights, long otherSeed, int columns, AnnealedLangevin.Observer observer) {
    NoiseSource noise = experiment.noise(Stream.SAMPLING);
    NoiseSource other = Stream.SAMPLING.of(NoiseSource.seeded(otherSeed));
    Shape ends = images.shape().with(0, images.shape().extent(0) / columns);
    NoisePath starts = new NoisePath(noise.split(START), other.split(START), columns);
    NoisePath steps = new NoisePath(noise.split(STEPS), other.split(STEPS), columns);
    ChainWatch watch = new ChainWatch(schedule.levels(), observer);
    HostArray end =
        new AnnealedLangevin(backend, step, schedule)
            .run(
                new Weights(weights),
                starts.uniform(images.dtype(), ends),
                index -> steps.normal(images.dtype(), ends),
                watch);
    return new Drawn(pixels(end), watch.loss());
  }

  /** From the space that the network works in to pixels. */
  public HostArray pixels(HostArray state) {
    return experiment.config().data().logitTransform() ? Pixels.sigmoid(state) : state;
  }

  @Override
  public void close() {
    step.close();
  }
}
