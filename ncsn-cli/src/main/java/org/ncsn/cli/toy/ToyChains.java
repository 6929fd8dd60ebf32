package org.ncsn.cli.toy;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.Chain;
import org.ncsn.sampler.ChainWatch;
import org.ncsn.sampler.ChainWatch.Loss;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.sampler.Sampler;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Langevin dynamics in the plane, all from the same points, uniform in the window. */
final class ToyChains {
  private static final long START = 0;
  private static final long PLAIN = 1;
  private static final long ANNEALED = 2;
  private static final long LAST = 3;

  private final Backend backend;
  private final ToySettings settings;
  private final NoiseSource noise;
  private final BooleanSupplier goOn;

  /**
   * @param noise where start and steps are drawn from; it is split, not drawn from
   * @param goOn asked after every step; once it says no, the chains end where they are
   */
  ToyChains(Backend backend, ToySettings settings, NoiseSource noise, BooleanSupplier goOn) {
    this.backend = backend;
    this.settings = settings;
    this.noise = noise;
    this.goOn = goOn;
  }

  /**
   * Langevin dynamics on the data's score: as many steps as annealing takes at all noise levels.
   *
   * @return {@code [n,2]}
   */
  HostArray plain(ScoreNetwork data, Weights weights) {
    int steps = settings.stepsEach() * settings.levels().count();
    return run(data, weights, start(), plain(steps), PLAIN);
  }

  /**
   * Annealed Langevin dynamics through all noise levels, then on the data's own score.
   *
   * @return {@code [n,2]}
   */
  HostArray annealed(ScoreNetwork noisy, ScoreNetwork data, Weights weights) {
    LangevinSchedule annealing =
        new LangevinSchedule(settings.levels(), settings.stepsEach(), settings.stepRate());
    HostArray reached = run(noisy, weights, start(), annealing, ANNEALED);
    return run(data, weights, reached, plain(settings.stepsEach()), LAST);
  }

  private LangevinSchedule plain(int steps) {
    return LangevinSchedule.plain(steps, settings.stepRate());
  }

  private HostArray start() {
    Shape shape = Shape.of(settings.samples(), 2);
    float[] points = noise.split(START).uniform(DType.FLOAT32, shape).floats().clone();
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) ToySettings.WINDOW * (2 * points[i] - 1);
    }
    return HostArray.of(shape, points);
  }

  private void refuse(Loss loss) {
    throw new UserError(
        String.format(
            Locale.ROOT,
            "%d of %d points diverge, the first at step %d; lower sampling.step_lr (%s), or --step_lr",
            loss.chains(),
            loss.all(),
            loss.step(),
            settings.stepRate()));
  }

  private HostArray run(
      ScoreNetwork score, Weights weights, HostArray start, LangevinSchedule schedule, long chain) {
    SamplingMethod method = new AnnealedLangevin(schedule);
    ScoreModel model = ScoreModel.of(score, schedule.levels());
    SampleNoise steps = SampleNoise.of(noise.split(chain));
    try (Scope scope = Scope.open();
        Sampler sampler = new Sampler(backend, model, method, start.type())) {
      ChainWatch watch = new ChainWatch(method, (done, phase, state) -> goOn.getAsBoolean());
      HostArray end =
          sampler.run(
              new Chain(weights, draw -> steps.normals(Purpose.STEP, 0, draw, start.type())),
              start,
              watch);
      watch.loss().ifPresent(this::refuse);
      return end;
    }
  }
}
