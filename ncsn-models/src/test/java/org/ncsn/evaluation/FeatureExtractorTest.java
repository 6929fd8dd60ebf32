package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import org.ncsn.nn.HostWeights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;

@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class FeatureExtractorTest {
  private static final TinyFeatures NETWORK = new TinyFeatures();
  private static final int IMAGES = 11;

  @Parameter Backend backend;

  @Test
  void seesTheSameWhateverTheBatch() {
    HostWeights weights = NETWORK.weights().to(DType.FLOAT64);
    Features expected = extracted(weights, IMAGES);
    Features found = extracted(weights, 4);
    assertClose("features", found.features(), expected.features(), 1e-14);
    assertClose("logits", found.logits(), expected.logits(), 1e-14);
    assertThat(found.logits().type()).hasToString("float64[11,3]");
  }

  @Test
  void isTheNetworkOfTheRoundedImages() {
    HostWeights weights = NETWORK.weights().to(DType.FLOAT64);
    HostArray features = extracted(weights, 4).features();
    HostArray corners = NETWORK.prepare(EightBits.of(images(), 0));
    for (int image = 0; image < IMAGES; image++) {
      for (int k = 0; k < 5; k++) {
        double expected = weights.values().get(1).at(k);
        for (int i = 0; i < 4; i++) {
          expected += weights.values().get(0).at(4 * k + i) * corners.at(4 * image + i);
        }
        assertThat(Math.abs(features.at(5 * image + k) - expected)).isLessThan(1e-12);
      }
    }
  }

  @Test
  void givesBatchesInOrderAndNoFilling() {
    List<Integer> counts = new ArrayList<>();
    try (FeatureExtractor extractor =
        new FeatureExtractor(backend, NETWORK, NETWORK.weights(), 4)) {
      extractor.each(Dataset.of(images()), found -> counts.add(found.count()));
    }
    assertThat(counts).containsExactly(4, 4, 3);
  }

  @Test
  void namesTheImageThatHoldsNan() {
    HostArray images = images();
    images.floats()[9 * 12 + 5] = Float.NaN;
    try (FeatureExtractor extractor =
        new FeatureExtractor(backend, NETWORK, NETWORK.weights(), 4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> extractor.of(Dataset.of(images)))
          .withMessage("image 9 holds NaN or infinity");
    }
  }

  private Features extracted(HostWeights weights, int batch) {
    try (FeatureExtractor extractor = new FeatureExtractor(backend, NETWORK, weights, batch)) {
      return extractor.of(Dataset.of(images()));
    }
  }

  private static HostArray images() {
    return NoiseSource.seeded(5).uniform(DType.FLOAT32, Shape.of(IMAGES, 3, 4, 1));
  }
}
