package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.sampler.SampleNoise.Purpose.KNOWN;
import static org.ncsn.sampler.SampleNoise.Purpose.START;
import static org.ncsn.sampler.SampleNoise.Purpose.STEP;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

/** The noise of a sample is its own, whatever is drawn beside it. */
class SampleNoiseTest {
  private final SampleNoise noise = SampleNoise.of(NoiseSource.seeded(7));

  @Test
  void isTheSameAloneAndInAnyBatch() {
    HostArray all = noise.normals(STEP, 0, 4, batch(12));
    HostArray inFives =
        HostArray.concat(
            List.of(
                noise.normals(STEP, 0, 4, batch(5)),
                noise.normals(STEP, 5, 4, batch(5)),
                noise.normals(STEP, 10, 4, batch(2))));
    assertThat(inFives).isEqualTo(all);
    assertThat(noise.normals(STEP, 11, 4, batch(1))).isEqualTo(all.slice(11, 12));
    assertThat(noise.uniforms(START, 3, 0, batch(1)))
        .isEqualTo(noise.uniforms(START, 0, 0, batch(9)).slice(3, 4));
  }

  @Test
  void differsByPurposeSampleAndDraw() {
    List<HostArray> drawn =
        List.of(
            noise.normals(STEP, 0, 0, batch(1)),
            noise.normals(STEP, 0, 1, batch(1)),
            noise.normals(STEP, 1, 0, batch(1)),
            noise.normals(KNOWN, 0, 0, batch(1)),
            SampleNoise.of(NoiseSource.seeded(8)).normals(STEP, 0, 0, batch(1)));
    assertThat(drawn).doesNotHaveDuplicates();
  }

  private static TensorType batch(int samples) {
    return new TensorType(DType.FLOAT32, Shape.of(samples, 3, 3, 1));
  }
}
