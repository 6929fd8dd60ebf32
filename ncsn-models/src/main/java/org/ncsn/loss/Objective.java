package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Network;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * What a training minimizes: a function of a network's weights, a batch, and what is drawn at
 * random for it. What is drawn is drawn outside, so that the objective is a pure function that can
 * be traced.
 */
public interface Objective {
  /** Whose weights it is a function of. */
  Network network();

  /**
   * What one evaluation draws at random for a batch. The first axis of each array is a multiple of
   * the batch, sample by sample.
   *
   * @param batch type of the batch, {@code [N,...]}
   */
  List<HostArray> draw(NoiseSource noise, TensorType batch);

  /**
   * How many classes there are, if an evaluation is told the class of each sample: {@code int32
   * [N]}, behind everything that {@link #draw} returned.
   */
  default OptionalInt classes() {
    return OptionalInt.empty();
  }

  /**
   * What is told of the classes of a batch: all of them, unless some are left out at random.
   *
   * @param classes of the samples, {@code int32 [N]}
   * @return of the same type
   */
  default HostArray told(HostArray classes, NoiseSource noise) {
    return classes;
  }

  /**
   * The objective of a batch.
   *
   * @param x the batch, {@code [N,...]}
   * @param draws what {@link #draw} returned, on the engine, and perhaps the {@link #classes}
   */
  Value of(Weights weights, Tensor x, List<Tensor> draws);

  /**
   * What an evaluation gives.
   *
   * @param loss a scalar, the mean over the batch
   * @param buffers what the network keeps of the batches, this one included
   */
  record Value(Tensor loss, List<Tensor> buffers) {
    public Value {
      buffers = List.copyOf(buffers);
    }
  }

  /**
   * What was drawn for some samples of a batch. An array of P times as many entries as the batch
   * has samples holds them projection by projection.
   *
   * @param samples of the whole batch
   * @param from the first sample's number
   * @param to behind the last sample's number
   */
  default List<HostArray> part(List<HostArray> draws, int samples, int from, int to) {
    List<HostArray> parts = new ArrayList<>();
    for (HostArray draw : draws) {
      List<HostArray> pieces = new ArrayList<>();
      for (int first = 0; first < draw.shape().extent(0); first += samples) {
        pieces.add(draw.slice(first + from, first + to));
      }
      parts.add(HostArray.concat(pieces));
    }
    return parts;
  }
}
