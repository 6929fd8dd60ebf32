package org.ncsn.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Dataset;
import org.ncsn.data.PixelRange;
import org.ncsn.flow.Flow;
import org.ncsn.flow.FlowRun;
import org.ncsn.nn.HostWeights;
import org.ncsn.ode.DormandPrince;
import org.ncsn.random.NoiseSource;
import org.ncsn.random.RunStream;
import org.ncsn.sampler.MixtureScore;
import org.ncsn.tensor.Backend;

/** Bits per dimension of small pictures under a known density. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class BitsPerDimensionTest {
  private static final HostWeights NONE = new HostWeights(List.of(), List.of());
  private static final NoiseSource NOISE = RunStream.LIKELIHOOD.of(NoiseSource.seeded(8));
  private static final Flow FLOW = Flow.ofData(FlowRun.VP, DormandPrince.of(1e-3));
  private static final Shape PICTURE = Shape.of(2, 2, 1);
  private static final double SPREAD = 0.3;

  /** Grey levels about the middle. */
  private static final Dataset SET =
      Dataset.of(
          NoiseSource.seeded(1)
              .normal(DType.FLOAT32, PICTURE.times(5))
              .map(z -> Math.rint(127.5 + z * 127.5 * SPREAD) / 255));

  @Parameter Backend backend;

  /** The density of a level's pixel is nearly the same within the level. */
  @Test
  void areThoseOfTheLevels() {
    SetBits found = bits(3, 2).of(backend, NONE, SET, NOISE, done -> {});
    assertThat(found.each().shape()).isEqualTo(Shape.of(5, 2));
    HostArray pixels = SET.batch(0, 1, 2, 3, 4);
    for (int picture = 0; picture < 5; picture++) {
      double bits = 0;
      for (int i = 0; i < 4; i++) {
        double level = 255 * pixels.at(4 * picture + i);
        double x = (2 * level + 1) / 256 - 1;
        double density = Math.exp(-x * x / 2 / SPREAD / SPREAD) / SPREAD / Math.sqrt(2 * Math.PI);
        bits -= Math.log(density * 2 / 256) / Math.log(2) / 4;
      }
      for (int pass = 0; pass < 2; pass++) {
        assertThat(found.each().at(2 * picture + pass)).isCloseTo(bits, within(0.03));
      }
      assertThat(found.each().at(2 * picture)).isNotEqualTo(found.each().at(2 * picture + 1));
    }
  }

  /** Up to the rounding of engines, far below the error of such steps. */
  @Test
  void arePicturesOwnWhateverTheBatch() {
    HostArray together = bits(5, 2).of(backend, NONE, SET, NOISE, done -> {}).each();
    for (int batch : List.of(2, 100)) {
      HostArray found = bits(batch, 2).of(backend, NONE, SET, NOISE, done -> {}).each();
      assertClose("in batches of " + batch, found, together, 1e-5);
    }
  }

  @Test
  void sayHowFarTheyAre() {
    List<Long> seen = new ArrayList<>();
    bits(2, 2).of(backend, NONE, SET, NOISE, seen::add);
    assertThat(seen).containsExactly(2L, 4L, 6L, 8L, 9L, 10L);
  }

  @Test
  void haveAMeanAndTheErrorOfThePicturesMeans() {
    SetBits bits = new SetBits(HostArray.of(Shape.of(3, 2), 1.0, 3, 4, 4, 5, 7));
    assertThat(bits.mean()).isEqualTo(4);
    assertThat(bits.standardError()).isCloseTo(2 / Math.sqrt(3), within(1e-12));
  }

  @Test
  void lackABitForEachDoublingOfTheRange() {
    assertThat(BitsPerDimension.offset(PixelRange.UNIT)).isEqualTo(8);
    assertThat(BitsPerDimension.offset(PixelRange.RESCALED)).isEqualTo(7);
    assertThatThrownBy(() -> BitsPerDimension.offset(PixelRange.LOGIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bits per dimension: LOGIT stretches some brightnesses more than others");
  }

  @Test
  void takeAPassAndAPicture() {
    assertThatThrownBy(() -> bits(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 pass and 1 picture at once, found 1 and 0");
    assertThatThrownBy(() -> bits(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0 and 1");
  }

  private static BitsPerDimension bits(int batch, int passes) {
    HostArray grey = HostArray.of(PICTURE.times(1), 0.0, 0, 0, 0);
    MixtureScore score = new MixtureScore(FlowRun.VP, List.of(1.0), List.of(grey), SPREAD);
    return new BitsPerDimension(score, FLOW, Trace.RADEMACHER, PixelRange.RESCALED, passes, batch);
  }
}
