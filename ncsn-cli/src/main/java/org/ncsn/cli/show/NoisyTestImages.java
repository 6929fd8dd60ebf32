package org.ncsn.cli.show;

import java.util.stream.LongStream;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.data.Dataset;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.sampler.Start;

/** Where samples begin with {@code sampling.data_init}: at test images with the largest noise. */
final class NoisyTestImages {
  private static final TensorType NUMBER = new TensorType(DType.FLOAT64, Shape.of(1));

  /** The draw that chooses an image; the noise upon it is the first. */
  private static final long CHOICE = 1;

  private NoisyTestImages() {}

  /** Each sample at an image that is drawn for it. */
  static Start of(Experiment experiment, Dataset images) {
    Start clean =
        (noise, first, batch) ->
            experiment
                .range()
                .of(
                    images.batch(
                        LongStream.range(first, first + batch.shape().extent(0))
                            .mapToInt(sample -> chosen(noise, sample, images.size()))
                            .toArray()));
    return Start.noisy(clean, experiment.generation().method().deviation(0));
  }

  private static int chosen(SampleNoise noise, long sample, int size) {
    return (int) (noise.uniform(Purpose.START, sample, CHOICE, NUMBER).scalar() * size);
  }
}
