package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.memory.Room;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;

/** Sixty-four images of a quarter of a megabyte each, where there are twelve megabytes. */
class BatchSamplersTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(1, 0.1, 3);
  private static final TensorType IMAGES = new TensorType(DType.FLOAT32, Shape.of(64, 256, 256, 1));

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void drawsFewerAtOnceWhereMemoryIsShort(String engine) {
    try (BatchSamplers samplers = samplers(engine, OptionalInt.empty())) {
      assertThat(samplers.size()).isBetween(1, 32);
      assertThat(samplers.of(3).size()).isEqualTo(Math.min(3, samplers.size()));
    }
  }

  @Test
  void drawsNoFewerThanWanted() {
    assertThatThrownBy(() -> samplers("djl", OptionalInt.of(64)))
        .isInstanceOf(MemoryShortage.class);
  }

  private static BatchSamplers samplers(String engine, OptionalInt wanted) {
    Backend small =
        TestBackends.engine(engine)
            .within(() -> List.of(new Room("the test's limit", 12 << 20, 0)));
    ScoreModel model = ScoreModel.of(new GaussianScore(LEVELS, 0.3, 0.2), LEVELS);
    return new BatchSamplers(
        small, model, AnnealedLangevin.of(LEVELS, 1, 1e-3), Start.UNIFORM, IMAGES, wanted);
  }
}
