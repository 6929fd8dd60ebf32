package org.ncsn.refinenet;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.primitive.Resize;
import org.ncsn.tensor.Tensor;

/** MSF: every input normalized, convolved and resized to one size; then their sum. */
public final class MultiScaleFusion {
  private final List<Layer> convs = new ArrayList<>();
  private final List<Layer> norms = new ArrayList<>();

  /**
   * @param in channels of each input
   * @param out channels of the result
   */
  public MultiScaleFusion(Parameters parameters, List<Integer> in, int out, BlockStyle style) {
    for (int i = 0; i < in.size(); i++) {
      convs.add(Conv2d.conv3x3(parameters.at("convs").at(i), in.get(i), out));
    }
    for (int i = 0; i < in.size(); i++) {
      norms.add(style.decoder().create(parameters.at("norms").at(i), in.get(i)));
    }
  }

  /** Inputs {@code [N,h,w,in]} to {@code [N,height,width,out]}. */
  public Tensor apply(Pass pass, List<Tensor> inputs, int height, int width) {
    Tensor sum = null;
    for (int i = 0; i < inputs.size(); i++) {
      Tensor convolved = convs.get(i).apply(pass, norms.get(i).apply(pass, inputs.get(i)));
      Tensor resized = Resize.bilinear(convolved, height, width);
      sum = sum == null ? resized : sum.add(resized);
    }
    return sum;
  }
}
