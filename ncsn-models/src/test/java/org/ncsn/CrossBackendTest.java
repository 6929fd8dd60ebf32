package org.ncsn;

import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.AnnealedSliced;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Optimizer;
import org.ncsn.optim.Sgd;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.Chain;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.Sampler;
import org.ncsn.score.ScoreModel;
import org.ncsn.tck.Agreement;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.Recipe;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;

/**
 * The same network, loss, training and sampling give the same numbers on every engine.
 *
 * <p>In {@code float64} engines are compared with each other. In {@code float32} each is compared
 * with the {@code float64} result, and may be off by as much as so many roundings of what goes in
 * change that result: see {@link Rounding}. Which algorithm a convolution takes, and so how it
 * rounds, differs from processor to processor; what a rounding does does not.
 */
class CrossBackendTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(1, 0.1, 3);
  private static final RefineNet NETWORK =
      new RefineNet(2, 4, true, ConditionalInstanceNormPlus.forLevels(3));
  private static final Shape IMAGES = Shape.of(3, 8, 8, 2);
  private static final Adam ADAM = new Adam(1e-3, 0.9, 0.999, 1e-8, 0.01, true);

  /** A parameter's gradient may be rounding alone; it is measured against that of all. */
  private static final double NEGLIGIBLE = 1e-3;

  @Test
  void scoresAgree() {
    agree("score", 1e-12, CrossBackendTest::score);
    round("score", CrossBackendTest::score);
  }

  @Test
  void denoisingLossAndGradientsAgree() {
    ScoreMatchingLoss loss = new AnnealedDenoising(LEVELS, 2);
    agree("gradient", 1e-11, run -> lossAndGradients(run, loss));
    round("gradient", run -> lossAndGradients(run, loss));
  }

  @Test
  void slicedLossAndGradientsAgree() {
    ScoreMatchingLoss loss = new AnnealedSliced(LEVELS, 2);
    agree("gradient", 1e-11, run -> lossAndGradients(run, loss));
    round("gradient", run -> lossAndGradients(run, loss));
  }

  @Test
  void trainingAgrees() {
    // Adam's first steps are signs of gradients, however small: those agree in float64 only.
    agree("state", 1e-8, run -> train(run, ADAM));
    round("state", run -> train(run, new Sgd(1e-4, 0.9, 0)));
  }

  @Test
  void samplingAgrees() {
    agree("samples", 1e-12, this::sample);
    round("samples", this::sample);
  }

  /** What was compiled for one run and is used again for the next: for engine and precision. */
  private final Map<List<Object>, TrainingStep> steps = new HashMap<>();

  private final Map<List<Object>, Sampler> samplers = new HashMap<>();

  @AfterEach
  void release() {
    steps.values().forEach(TrainingStep::close);
    samplers.values().forEach(Sampler::close);
  }

  /**
   * An engine and the precision to use.
   *
   * @param input changes what goes in, which is exact in {@code float32} before
   */
  private record Run(Backend backend, DType dtype, UnaryOperator<HostArray> input) {
    Run(Backend backend, DType dtype) {
      this(backend, dtype, UnaryOperator.identity());
    }

    HostArray images(long seed) {
      return ready(NoiseSource.seeded(seed).uniform(DType.FLOAT32, IMAGES));
    }

    List<HostArray> weights() {
      return Parameters.initialize(NETWORK.parameters(), NoiseSource.seeded(1)).stream()
          .map(this::ready)
          .toList();
    }

    List<HostArray> draws(ScoreMatchingLoss loss, long seed) {
      return loss.draw(NoiseSource.seeded(seed), new TensorType(DType.FLOAT32, IMAGES)).stream()
          .map(this::ready)
          .toList();
    }

    HostArray noise(long seed) {
      return ready(NoiseSource.seeded(seed).normal(DType.FLOAT32, IMAGES));
    }

    private HostArray ready(HostArray array) {
      return array.dtype().isFloating() ? input.apply(array.to(dtype)) : array;
    }

    List<Tensor> upload(List<HostArray> arrays) {
      return arrays.stream().map(backend::tensor).toList();
    }
  }

  /** Compares the {@code float64} arrays that every engine makes with those of the first. */
  private static void agree(
      String what, double tolerance, Function<Run, List<HostArray>> function) {
    List<Backend> engines = TestBackends.engines();
    List<HostArray> expected = function.apply(new Run(engines.get(0), DType.FLOAT64));
    double floor = NEGLIGIBLE * Agreement.norm(expected);
    for (Backend engine : engines.subList(1, engines.size())) {
      List<HostArray> found = function.apply(new Run(engine, DType.FLOAT64));
      for (int i = 0; i < expected.size(); i++) {
        String label = what + " " + i + " of " + engine.name();
        assertClose(label, found.get(i), expected.get(i), tolerance, floor);
      }
    }
  }

  /** Compares the {@code float32} arrays that every engine makes with the exact ones. */
  private static void round(String what, Function<Run, List<HostArray>> function) {
    Backend exact = TestBackends.reference();
    Rounding rounding = Rounding.of(input -> function.apply(new Run(exact, DType.FLOAT64, input)));
    for (Backend engine : TestBackends.engines()) {
      rounding.assertRounded(
          what + " of " + engine.name(), function.apply(new Run(engine, DType.FLOAT32)));
    }
  }

  private static List<HostArray> score(Run run) {
    try (Scope scope = Scope.open()) {
      Tensor labels = run.backend.tensor(HostArray.of(Shape.of(3), 0, 1, 2));
      Pass pass = new Pass(new Weights(run.upload(run.weights())), Condition.level(labels));
      return List.of(NETWORK.score(pass, run.backend.tensor(run.images(2))).toHost());
    }
  }

  private static List<HostArray> lossAndGradients(Run run, ScoreMatchingLoss loss) {
    try (Scope scope = Scope.open()) {
      HostArray images = run.images(2);
      List<Tensor> watched = run.upload(run.weights()).stream().map(Tensor::watched).toList();
      Weights weights = new Weights(watched);
      Tensor scalar =
          loss.loss(
              (x, condition) -> NETWORK.score(new Pass(weights, condition), x),
              run.backend.tensor(images),
              run.upload(run.draws(loss, 3)));
      List<HostArray> results = new ArrayList<>(List.of(scalar.toHost()));
      Gradients.of(scalar, watched).forEach(gradient -> results.add(gradient.toHost()));
      return results;
    }
  }

  /** Weights, slots and averages after three steps. */
  private List<HostArray> train(Run run, Optimizer optimizer) {
    ScoreMatchingLoss loss = new AnnealedDenoising(LEVELS, 2);
    Snapshot start =
        Snapshot.initial(new HostWeights(run.weights(), List.of()), optimizer.slots(), true);
    TrainingStep step =
        steps.computeIfAbsent(
            List.of(run.backend, run.dtype, optimizer),
            missing ->
                TrainingStep.of(
                    run.backend,
                    Recipe.of(
                        ScoreMatching.training(NETWORK, loss),
                        UpdateRule.of(optimizer, MovingAverage.of(0.9)))));
    TrainingState state = TrainingState.upload(run.backend, start);
    for (int i = 0; i < 3; i++) {
      HostArray batch = run.images(10 + i);
      state = step.take(state, batch, run.draws(loss, 20 + i)).state();
    }
    Snapshot end = state.download();
    state.close();
    List<HostArray> arrays = new ArrayList<>(end.weights().values());
    end.slots().values().forEach(arrays::addAll);
    arrays.addAll(end.average());
    return arrays;
  }

  private List<HostArray> sample(Run run) {
    HostArray start = run.images(4);
    Sampler sampler =
        samplers.computeIfAbsent(
            List.of(run.backend, run.dtype),
            missing ->
                new Sampler(
                    run.backend,
                    ScoreModel.of(NETWORK, LEVELS),
                    new AnnealedLangevin(new LangevinSchedule(LEVELS, 5, 1e-3)),
                    start.type()));
    try (Scope scope = Scope.open()) {
      return List.of(
          sampler.run(
              new Chain(new Weights(run.upload(run.weights())), index -> run.noise(100 + index)),
              start,
              Sampler.Observer.NONE));
    }
  }
}
