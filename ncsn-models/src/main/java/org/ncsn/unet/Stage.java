package org.ncsn.unet;

import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.Shape;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/** A residual block, and attention behind it where that is wanted. */
record Stage(ResidualBlock block, Optional<Attention> attention) {
  static Stage of(
      Numbered parts, BlockStyle style, Shape image, int out, OptionalInt time, boolean attends) {
    ResidualBlock block =
        new ResidualBlock(parts.next(), style, image, out, time, ResidualBlock.Size.SAME);
    return new Stage(
        block, attends ? Optional.of(new Attention(parts.next(), style, out)) : Optional.empty());
  }

  Tensor apply(Pass pass, Tensor x, Optional<Tensor> seen) {
    Tensor result = block.apply(pass, x, seen);
    return attention.isPresent() ? attention.get().apply(pass, result) : result;
  }
}
