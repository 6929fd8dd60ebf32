package org.ncsn.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.inception.Inception;
import org.ncsn.inception.InputResize;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.AnnealedSliced;
import org.ncsn.loss.Objective;
import org.ncsn.loss.Projection;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.SlicedVarianceReduced;
import org.ncsn.loss.Slicing;
import org.ncsn.memory.JavaHeap;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.Network;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.BlockStyle;
import org.ncsn.refinenet.Depth;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.Chain;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.SamplingStep;
import org.ncsn.score.DividedBySigma;
import org.ncsn.score.ScoreModel;
import org.ncsn.score.ScoreProgram;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.toy.ToyScore;
import org.ncsn.training.Recipe;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;

/** The programs that are measured, made of the very parts that an experiment is made of. */
final class Programs {
  static final String NCSN = "ncsn";
  static final String NCSNV2 = "ncsnv2";
  private static final double POWER = 2;
  private static final double STEP = 2e-5;

  private final Backend backend;
  private final BenchTask task;
  private final NoiseSource noise = NoiseSource.seeded(1);
  private final NoiseLevels levels;

  private Programs(Backend backend, BenchTask task) {
    this.backend = backend;
    this.task = task;
    this.levels = NoiseLevels.geometric(1, 0.01, task.levels());
  }

  static Measured of(Backend backend, BenchTask task) {
    Programs programs = new Programs(backend, task);
    return switch (BenchProgram.named(task.program())) {
      case FORWARD -> programs.forward();
      case SAMPLE -> programs.sample();
      case TRAIN -> programs.training(programs.network(), programs.denoising(), programs.images());
      case SSM ->
          programs.training(
              programs.network(),
              new AnnealedSliced(programs.levels, new Slicing(Projection.GAUSSIAN, 1)),
              programs.images());
      case TOY ->
          programs.training(
              new ToyScore(task.width()),
              new SlicedVarianceReduced(new Slicing(Projection.GAUSSIAN, 1)),
              programs.noise.normal(DType.FLOAT32, Shape.of(task.batch(), 2)));
      case INCEPTION -> programs.inception();
    };
  }

  private ScoreMatchingLoss denoising() {
    return UNets.isOne(task) ? UNets.loss() : new AnnealedDenoising(levels, POWER);
  }

  private ScoreModel model(ScoreNetwork network) {
    return UNets.isOne(task) ? UNets.model(network) : ScoreModel.of(network, levels);
  }

  private ScoreNetwork network() {
    if (UNets.isOne(task)) {
      return UNets.of(task);
    }
    if (task.network().equals(NCSN)) {
      return new RefineNet(
          task.channels(),
          task.width(),
          true,
          ConditionalInstanceNormPlus.forLevels(task.levels()));
    }
    BlockStyle style = BlockStyle.ncsnv2(InstanceNormPlus.normalization(), Activation.ELU);
    return new DividedBySigma(
        new RefineNet(task.channels(), task.width(), true, Depth.USUAL, style), levels);
  }

  private HostArray images() {
    return noise.uniform(
        DType.FLOAT32, Shape.of(task.batch(), task.side(), task.side(), task.channels()));
  }

  private HostArray labels() {
    int[] labels = new int[task.batch()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % task.levels();
    }
    return HostArray.of(Shape.of(labels.length), labels);
  }

  private static long count(Network network) {
    return network.parameters().stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  private Measured forward() {
    ScoreNetwork network = network();
    ScoreModel model = model(network);
    HostArray images = images();
    ScoreProgram program = new ScoreProgram(backend, model, images.type());
    Scope scope = Scope.open();
    Weights weights = HostWeights.initial(network, noise).on(backend);
    Tensor x = backend.tensor(images);
    HostArray times = UNets.isOne(task) ? UNets.times(task) : labels();
    List<Tensor> told =
        model.at(times, Optional.empty(), images.type()).stream().map(backend::tensor).toList();
    return new Running(
        count(network),
        () -> inScope(() -> program.run(weights, x, told)),
        () -> {
          scope.close();
          program.close();
        });
  }

  private Measured sample() {
    ScoreNetwork network = network();
    HostArray images = images();
    SamplingStep step =
        new AnnealedLangevin(new LangevinSchedule(levels, 1, STEP))
            .compile(backend, ScoreModel.of(network, levels), images.type());
    Scope scope = Scope.open();
    Weights weights = HostWeights.initial(network, noise).on(backend);
    Tensor start = backend.tensor(images);
    return new Running(
        count(network),
        () ->
            inScope(
                () ->
                    step.take(
                            new Chain(weights, draw -> noise.normal(DType.FLOAT32, images.shape())),
                            step.begin(start),
                            0)
                        .samples()),
        () -> {
          scope.close();
          step.close();
        });
  }

  private Measured training(ScoreNetwork network, ScoreMatchingLoss loss, HostArray batch) {
    Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false);
    Objective objective = ScoreMatching.training(network, loss);
    TrainingStep step =
        TrainingStep.of(
            backend,
            new Recipe(objective, UpdateRule.of(adam, MovingAverage.NONE), 1, task.recompute()));
    TrainingState[] state = {begun(network, adam)};
    // As a training does.
    JavaHeap.dropped(state[0].bytes());
    return new Running(
        count(network),
        () -> {
          for (int i = 0; i < task.steps(); i++) {
            state[0] = step.take(state[0], batch, objective.draw(noise, batch.type())).state();
          }
        },
        () -> {
          state[0].close();
          step.close();
        });
  }

  private TrainingState begun(ScoreNetwork network, Adam adam) {
    HostWeights weights = HostWeights.initial(network, noise);
    return TrainingState.upload(backend, Snapshot.initial(weights, adam.slots(), false));
  }

  private Measured inception() {
    Inception network = new Inception(InputResize.HALF_PIXEL);
    HostArray images = images();
    Arguments arguments = new Arguments();
    WeightGroup all = arguments.weights(network, DType.FLOAT32);
    Group prepared = arguments.one(network.prepare(images).type());
    CompiledProgram program =
        backend.compile(
            "inception",
            arguments.types(),
            in ->
                List.of(network.features(new Pass(all.of(in), Condition.NONE), prepared.only(in))));
    Scope scope = Scope.open();
    Weights weights = HostWeights.initial(network, noise).on(backend);
    return new Running(
        count(network),
        () ->
            inScope(
                () -> {
                  Tensor x = backend.tensor(network.prepare(images));
                  return program.run(arguments.values(all.with(weights), prepared.with(x))).get(0);
                }),
        () -> {
          scope.close();
          program.close();
        });
  }

  /** Fetches what was computed, and gives back what it took. */
  private static void inScope(Supplier<Tensor> computation) {
    try (Scope scope = Scope.open()) {
      computation.get().toHost();
    }
  }

  /** A program and what is left to do after it. */
  private record Running(long parameters, Runnable once, Runnable end) implements Measured {
    @Override
    public void run() {
      once.run();
    }

    @Override
    public void close() {
      end.run();
    }
  }
}
