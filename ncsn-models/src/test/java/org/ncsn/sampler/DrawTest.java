package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Masks;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;

/** Any number of samples of normal data, in one call. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class DrawTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(1, 0.1, 3);
  private static final Shape IMAGE = Shape.of(4, 4, 1);
  private static final HostWeights NONE = new HostWeights(List.of(), List.of());

  @Parameter Backend backend;

  @Test
  void aSampleIsTheSameWhateverTheBatchAndTheNumberOfSamples() {
    HostArray atOnce = draw(OptionalInt.empty(), 1).samples(backend, NONE, IMAGE, 7);

    assertThat(atOnce.shape()).isEqualTo(Shape.of(7, 4, 4, 1));
    for (int batch : List.of(1, 3, 7, 100)) {
      assertThat(draw(OptionalInt.of(batch), 1).samples(backend, NONE, IMAGE, 7))
          .as("in batches of %d", batch)
          .isEqualTo(atOnce);
    }
    assertThat(draw(OptionalInt.of(2), 1).samples(backend, NONE, IMAGE, 4))
        .isEqualTo(atOnce.slice(0, 4));
  }

  @Test
  void differsFromSampleToSampleAndFromSeedToSeed() {
    HostArray samples = draw(OptionalInt.empty(), 1).samples(backend, NONE, IMAGE, 2);
    assertThat(samples.slice(0, 1)).isNotEqualTo(samples.slice(1, 2));
    assertThat(draw(OptionalInt.empty(), 2).samples(backend, NONE, IMAGE, 2)).isNotEqualTo(samples);
  }

  @Test
  void completesWhatIsKnownAndDrawsTheRest() {
    HostArray images = NoiseSource.seeded(5).uniform(DType.FLOAT32, Shape.of(3, 4, 4, 1));
    HostArray mask = Masks.leftHalf(images.shape());

    HostArray completed = draw(OptionalInt.of(2), 1).completed(backend, NONE, images, mask);

    assertThat(draw(OptionalInt.of(3), 1).completed(backend, NONE, images, mask))
        .as("whatever the batch")
        .isEqualTo(completed);
    for (int i = 0; i < images.shape().intSize(); i++) {
      double change = Math.abs(completed.at(i) - images.at(i));
      // What is known has the last level's noise.
      assertThat(change).isLessThan(mask.at(i) == 1 ? 6 * LEVELS.last() : Double.MAX_VALUE);
    }
  }

  @Test
  void givesGreyImagesColoursWhateverTheBatch() {
    HostArray grey =
        Colorization.grey(NoiseSource.seeded(5).uniform(DType.FLOAT32, Shape.of(3, 4, 4, 3)));

    HostArray coloured = draw(OptionalInt.of(2), 1).coloured(backend, NONE, grey);

    assertThat(draw(OptionalInt.of(3), 1).coloured(backend, NONE, grey)).isEqualTo(coloured);
    HostArray mean = Colorization.grey(coloured);
    assertThat(coloured).isNotEqualTo(mean);
    for (int i = 0; i < grey.shape().intSize(); i++) {
      // The grey that is known has the last level's noise.
      assertThat(Math.abs(mean.at(i) - grey.at(i))).isLessThan(6 * LEVELS.last());
    }
  }

  private static Draw draw(OptionalInt batch, long seed) {
    GaussianScore score = new GaussianScore(LEVELS, 0.3, 0.2);
    return new Draw(
        ScoreModel.of(score, LEVELS),
        AnnealedLangevin.of(LEVELS, 2, 2e-3),
        Start.UNIFORM,
        batch,
        seed);
  }
}
