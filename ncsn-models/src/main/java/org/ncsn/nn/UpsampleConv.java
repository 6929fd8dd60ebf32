package org.ncsn.nn;

import java.util.Collections;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/** An image of twice the size, then a 3x3 convolution: {@code [N,H,W,Cin] -> [N,2H,2W,Cout]}. */
public final class UpsampleConv implements Layer {
  private final Conv2d conv;

  public UpsampleConv(Parameters parameters, int in, int out) {
    conv = Conv2d.conv3x3(parameters.at("conv"), in, out);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return conv.apply(pass, doubled(x));
  }

  /**
   * Four copies side by side along the channels, whose groups of four neighbours become 2x2 pixels:
   * with C channels, pixel (2i+a, 2j+b) of channel c is pixel (i, j) of channel (4c+2a+b) mod C.
   * That mixes channels; so does the published code.
   */
  static Tensor doubled(Tensor x) {
    Shape shape = x.shape();
    int images = shape.extent(0);
    int height = shape.extent(1);
    int width = shape.extent(2);
    int channels = shape.extent(3);
    Tensor copies = Shaping.concat(3, Collections.nCopies(4, x));
    Tensor blocks = copies.reshape(images, height, width, channels, 2, 2);
    return Shaping.transpose(blocks, 0, 1, 4, 2, 5, 3)
        .reshape(images, 2 * height, 2 * width, channels);
  }
}
