package org.ncsn.refinenet;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/**
 * One block of the RefineNet decoder: adapts each input, fuses them at one size, pools context and
 * smooths the result.
 */
public final class RefineBlock {
  private static final int ADAPT_BLOCKS = 2;
  private static final int POOL_STAGES = 2;

  private final List<Layer> adapts = new ArrayList<>();
  private final Layer output;
  private final MultiScaleFusion fusion;
  private final Layer pooling;

  /**
   * @param in channels of each input
   * @param out channels of the result; with a single input, its channels
   * @param last whether it is the network's last block, which smooths more
   */
  public RefineBlock(
      Parameters parameters, List<Integer> in, int out, boolean last, BlockStyle style) {
    for (int i = 0; i < in.size(); i++) {
      Parameters at = parameters.at("adapt_convs").at(i);
      adapts.add(new ResidualConvUnit(at, in.get(i), ADAPT_BLOCKS, style));
    }
    output = new ResidualConvUnit(parameters.at("output_convs"), out, last ? 3 : 1, style);
    fusion = in.size() > 1 ? new MultiScaleFusion(parameters.at("msf"), in, out, style) : null;
    pooling = new ChainedResidualPooling(parameters.at("crp"), out, POOL_STAGES, style);
  }

  /** Inputs {@code [N,h,w,in]} to {@code [N,height,width,out]}. */
  public Tensor apply(Pass pass, List<Tensor> inputs, int height, int width) {
    List<Tensor> adapted = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      adapted.add(adapts.get(i).apply(pass, inputs.get(i)));
    }
    Tensor fused = fusion == null ? adapted.get(0) : fusion.apply(pass, adapted, height, width);
    return output.apply(pass, pooling.apply(pass, fused));
  }

  /** As {@link #apply(Pass, List, int, int)}, at the size of the first input. */
  Tensor apply(Pass pass, List<Tensor> inputs) {
    Tensor first = inputs.get(0);
    return apply(pass, inputs, first.shape().extent(1), first.shape().extent(2));
  }
}
