package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.MnistSample;
import org.ncsn.data.Preparation;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.Draw;
import org.ncsn.score.ScoreModel;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.training.Fit;
import org.ncsn.training.Recipe;
import org.ncsn.checkpoint.WeightsFile;

/** The README's first program, with fewer steps, on both engines in one process. */
class ProgramTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "djl"})
  void trainsSavesLoadsAndSamples(String engine) {
    Path file = folder.resolve("digits.safetensors");
    NoiseLevels levels = NoiseLevels.geometric(1, 0.01, 10);
    ScoreNetwork network = new RefineNet(1, 8, true, ConditionalInstanceNormPlus.forLevels(10));
    Objective objective = ScoreMatching.training(network, new AnnealedDenoising(levels, 2));
    Recipe recipe = Recipe.of(objective, Adam.of(1e-3), MovingAverage.of(0.999));
    Draw draw = new Draw(ScoreModel.of(network, levels), AnnealedLangevin.of(levels, 1, 2e-5), 1);

    try (Backend backend = Backends.open(engine)) {
      HostWeights weights =
          new Fit(recipe, MnistSample.images(), Preparation.PIXELS, 8, 1).run(backend, 3);
      WeightsFile.write(file, network, weights);
      HostWeights loaded = WeightsFile.read(file, network);
      HostArray digits = draw.samples(backend, loaded, Shape.of(28, 28, 1), 2);

      assertEquals(weights.values(), loaded.values());
      assertArrayEquals(new int[] {2, 28, 28, 1}, digits.shape().extents());
      assertTrue(digits.isFinite());
    }
  }
}
