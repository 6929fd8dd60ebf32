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
import org.ncsn.program.Peak;
import org.ncsn.program.Program;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A process that takes two training steps and says how many kilobytes the step's program holds by
 * its order, and how many more were resident at the peak than before. Arguments: a file for the
 * answer and the backend.
 */
final class PlannedMemory {
  private static final Shape IMAGES = Shape.of(128, 28, 28, 1);

  private PlannedMemory() {}

  public static void main(String[] arguments) throws IOException {
    BackendOptions oneThread =
        new BackendOptions(1, "cpu", BackendOptions.Precision.FLOAT32, false);
    Program[] compiled = new Program[1];
    Backend backend =
        Backends.open(arguments[1], oneThread).observed((program, time) -> compiled[0] = program);
    RefineNet network = new RefineNet(1, 16, true, ConditionalInstanceNormPlus.forLevels(3));
    Objective objective =
        ScoreMatching.training(network, new AnnealedDenoising(NoiseLevels.geometric(1, 0.1, 3), 2));
    Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false);
    NoiseSource noise = NoiseSource.seeded(1);
    HostWeights weights = HostWeights.initial(network, noise);
    TrainingState state =
        TrainingState.upload(backend, Snapshot.initial(weights, adam.slots(), false));
    long before = JavaProcess.kilobytes("VmRSS");
    try (PrintStream answer = new PrintStream(arguments[0], StandardCharsets.UTF_8);
        TrainingStep step =
            TrainingStep.of(
                backend, Recipe.of(objective, UpdateRule.of(adam, MovingAverage.of(0))))) {
      for (int i = 0; i < 2; i++) {
        HostArray batch = noise.uniform(DType.FLOAT32, IMAGES);
        state = step.take(state, batch, objective.draw(noise, batch.type())).state();
      }
      answer.println(Peak.of(compiled[0]).bytes() >> 10);
      answer.println(JavaProcess.kilobytes("VmHWM") - before);
    }
  }
}
