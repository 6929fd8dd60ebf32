package org.ncsn.nn;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Shaping;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/** What a network sees of the one number that it is told of each sample's noise. */
public interface TimeEmbedding {
  /** How many numbers it makes of one. */
  int size();

  /**
   * Sines and cosines.
   *
   * @param told {@code [N]}
   * @return {@code [N, size]}
   */
  Tensor of(Pass pass, Tensor told);

  /**
   * The positions of "Attention is all you need": sines, then cosines, of frequencies from 1 down
   * to 1/10000.
   *
   * @param size how many numbers; an odd one ends in a zero
   */
  static TimeEmbedding positional(int size) {
    int half = size / 2;
    double[] frequencies = new double[half];
    for (int j = 0; j < half; j++) {
      frequencies[j] = Math.exp(-Math.log(10_000) / (half - 1) * j);
    }
    HostArray values = HostArray.of(Shape.of(half), frequencies);
    return new TimeEmbedding() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Tensor of(Pass pass, Tensor told) {
        Tensor waves = waves(told, told.constant(values.to(told.dtype())));
        return size % 2 == 0 ? waves : Shaping.pad(waves, new int[2], new int[] {0, 1});
      }
    };
  }

  /**
   * Random Fourier features of the logarithm: sines, then cosines, of {@code 2 pi ln(c) W}. The
   * frequencies W are drawn once and never trained; a file's take their place.
   *
   * @param name of the frequencies
   * @param features how many frequencies
   * @param scale standard deviation of the frequencies; 16 as published
   */
  static TimeEmbedding fourier(Parameters parameters, String name, int features, double scale) {
    HostArray drawn = NoiseSource.seeded(FOURIER_SEED).normal(DType.FLOAT32, Shape.of(features));
    for (int i = 0; i < features; i++) {
      drawn.floats()[i] *= (float) scale;
    }
    Buffer frequencies = parameters.declareFixed(name, drawn);
    return new TimeEmbedding() {
      @Override
      public int size() {
        return 2 * features;
      }

      @Override
      public Tensor of(Pass pass, Tensor told) {
        return fourierFeatures(Elementwise.log(told), pass.weights().of(frequencies));
      }
    };
  }

  /** Which frequencies they are is of no account, but resumed runs need the same ones. */
  long FOURIER_SEED = 16;

  /** Sines, then cosines, of {@code 2 pi x W}: {@code [N] -> [N, 2F]}. */
  static Tensor fourierFeatures(Tensor x, Tensor frequencies) {
    return waves(x, frequencies.multiply(2 * Math.PI));
  }

  private static Tensor waves(Tensor x, Tensor frequencies) {
    Tensor column = x.reshape(x.shape().extent(0), 1);
    Tensor angles = column.multiply(frequencies.reshape(1, frequencies.shape().extent(0)));
    return Shaping.concat(1, List.of(Elementwise.sin(angles), Elementwise.cos(angles)));
  }
}
