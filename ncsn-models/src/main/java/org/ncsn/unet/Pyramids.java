package org.ncsn.unet;

import java.util.List;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * Images of every size beside the features of a U-Net.
 *
 * @param output how the result is put together on the way up
 * @param input how the input takes part on the way down
 * @param joining how an image joins the features, with {@link Input#SKIP}
 */
public record Pyramids(Output output, Input input, Joining joining) {
  /** No pyramids. */
  public static final Pyramids NONE = new Pyramids(Output.NONE, Input.NONE, Joining.SUM);

  /** On the way up. */
  public enum Output {
    NONE,
    /** Every size adds to an image, which is the result. */
    SKIP,
    /** Every size's features are added to a smaller one's, enlarged. */
    RESIDUAL
  }

  /** On the way down. */
  public enum Input {
    NONE,
    /** The image of a size joins the features. */
    SKIP,
    /** The larger size's pyramid is halved by a convolution and added to the features. */
    RESIDUAL
  }

  /** Ways of two to become one. */
  public enum Joining {
    SUM {
      @Override
      Tensor of(Tensor pyramid, Tensor features) {
        return pyramid.add(features);
      }

      @Override
      int channels(int features) {
        return features;
      }
    },
    CONCATENATION {
      @Override
      Tensor of(Tensor pyramid, Tensor features) {
        return Shaping.concat(3, List.of(pyramid, features));
      }

      @Override
      int channels(int features) {
        return 2 * features;
      }
    };

    abstract Tensor of(Tensor pyramid, Tensor features);

    /** How many channels the result has. */
    abstract int channels(int features);
  }
}
