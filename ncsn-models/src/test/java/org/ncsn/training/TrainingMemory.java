package org.ncsn.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A process that trains a small network and says how much memory was resident after some steps.
 * Arguments: a file for the answer, the backend, and the steps to look at, in order.
 */
final class TrainingMemory {
  private static final Shape IMAGES = Shape.of(4, 8, 8, 1);

  private TrainingMemory() {}

  public static void main(String[] arguments) throws IOException {
    BackendOptions oneThread =
        new BackendOptions(1, "cpu", BackendOptions.Precision.FLOAT32, false);
    Backend backend = Backends.open(arguments[1], oneThread);
    NoiseLevels levels = NoiseLevels.geometric(1, 0.1, 3);
    RefineNet network = new RefineNet(1, 16, true, ConditionalInstanceNormPlus.forLevels(3));
    Objective objective = ScoreMatching.training(network, new AnnealedDenoising(levels, 2));
    Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, true);
    NoiseSource noise = NoiseSource.seeded(1);
    HostWeights weights = HostWeights.initial(network, noise);
    TrainingState state =
        TrainingState.upload(backend, Snapshot.initial(weights, adam.slots(), true));
    try (PrintStream answer = new PrintStream(arguments[0], StandardCharsets.UTF_8);
        TrainingStep step =
            TrainingStep.of(
                backend, Recipe.of(objective, UpdateRule.of(adam, MovingAverage.of(0.9))))) {
      for (int i = 2; i < arguments.length; i++) {
        while (state.step() < Long.parseLong(arguments[i])) {
          HostArray batch = noise.uniform(DType.FLOAT32, IMAGES);
          state = step.take(state, batch, objective.draw(noise, batch.type())).state();
        }
        answer.println(JavaProcess.kilobytes("VmRSS"));
      }
    }
  }
}
