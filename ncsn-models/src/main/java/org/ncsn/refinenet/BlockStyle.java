package org.ncsn.refinenet;

import java.util.function.UnaryOperator;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Normalization;
import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

/**
 * What the blocks of a RefineNet are made of, which is all that sets one paper's apart from
 * another's.
 *
 * @param encoder the normalization in residual blocks
 * @param decoder the normalization in the decoder's blocks
 * @param last the normalization before the last convolution
 * @param activation the nonlinearity everywhere
 * @param pooling 5x5 pooling of the decoder's context, which keeps the size
 */
public record BlockStyle(
    Normalization encoder,
    Normalization decoder,
    Normalization last,
    Activation activation,
    UnaryOperator<Tensor> pooling) {
  private static final PoolWindow WINDOW = new PoolWindow(5, 1, 2);

  /** NCSN's: normalized everywhere, with averages for context. */
  public static BlockStyle ncsn(Normalization norm, Activation activation) {
    return new BlockStyle(norm, norm, norm, activation, x -> Pooling.average(x, WINDOW));
  }

  /** NCSNv2's: nothing is normalized in the decoder, whose context is maxima. */
  public static BlockStyle ncsnv2(Normalization norm, Activation activation) {
    return new BlockStyle(
        norm, Normalization.none(), norm, activation, x -> Pooling.max(x, WINDOW));
  }

  /** The same with another normalization before the last convolution. */
  public BlockStyle withLast(Normalization other) {
    return new BlockStyle(encoder, decoder, other, activation, pooling);
  }
}
