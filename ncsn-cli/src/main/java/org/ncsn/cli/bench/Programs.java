package org.ncsn.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.AnnealedSliced;
import org.ncsn.loss.Projection;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.SlicedVarianceReduced;
import org.ncsn.loss.Slicing;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.sampler.LangevinStep;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;
import org.ncsn.toy.ToyScore;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep;

/** The programs that are measured, made of the very parts that an experiment is made of. */
final class Programs {
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
      case TRAIN ->
          programs.training(
              programs.network(), new AnnealedDenoising(programs.levels, POWER), programs.images());
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
    };
  }

  private ScoreNetwork network() {
    return new RefineNet(
        task.channels(), task.width(), true, ConditionalInstanceNormPlus.forLevels(task.levels()));
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

  private static long count(ScoreNetwork network) {
    return network.parameters().stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  private Measured forward() {
    ScoreNetwork network = network();
    List<HostArray> inputs = new ArrayList<>(Parameters.initialize(network.parameters(), noise));
    int weights = inputs.size();
    inputs.add(images());
    inputs.add(labels());
    CompiledProgram program =
        backend.compile(
            "forward",
            inputs.stream().map(HostArray::type).toList(),
            in ->
                List.of(
                    network.score(
                        new Pass(new Weights(in.subList(0, weights)), in.get(weights + 1)),
                        in.get(weights))));
    Scope scope = Scope.open();
    List<Tensor> onEngine = inputs.stream().map(backend::tensor).toList();
    return new Running(
        count(network),
        () -> inScope(() -> program.run(onEngine).get(0)),
        () -> {
          scope.close();
          program.close();
        });
  }

  private Measured sample() {
    ScoreNetwork network = network();
    List<HostArray> initial = Parameters.initialize(network.parameters(), noise);
    HostArray images = images();
    List<TensorType> types = initial.stream().map(HostArray::type).toList();
    LangevinStep step = new LangevinStep(backend, network, types, images.type());
    Scope scope = Scope.open();
    Weights weights = new Weights(initial.stream().map(backend::tensor).toList());
    Tensor start = backend.tensor(images);
    return new Running(
        count(network),
        () ->
            inScope(
                () ->
                    step.take(
                        weights, start, 0, noise.normal(DType.FLOAT32, images.shape()), STEP)),
        () -> {
          scope.close();
          step.close();
        });
  }

  private Measured training(ScoreNetwork network, ScoreMatchingLoss loss, HostArray batch) {
    Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false);
    TrainingStep step =
        new TrainingStep(
            backend, new TrainingStep.Recipe(network, loss, adam, 0, task.recompute()));
    Snapshot first =
        Snapshot.initial(Parameters.initialize(network.parameters(), noise), adam.slots(), false);
    TrainingState[] state = {TrainingState.upload(backend, first)};
    return new Running(
        count(network),
        () -> {
          for (int i = 0; i < task.steps(); i++) {
            state[0] = step.take(state[0], batch, loss.draw(noise, batch.type())).state();
          }
        },
        () -> {
          state[0].close();
          step.close();
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
