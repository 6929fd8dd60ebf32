package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/**
 * Bilinear interpolation of images {@code [N,H,W,C]} with aligned corners: the corner pixels keep
 * their values. It and its adjoint are each the other's gradient.
 */
public final class Resize {
  private Resize() {}

  /** The image at another size; the image itself if it has that size. */
  public static Tensor bilinear(Tensor image, int height, int width) {
    boolean same =
        image.shape().rank() == 4
            && image.shape().extent(1) == height
            && image.shape().extent(2) == width;
    return same ? image : Tensor.apply(new Bilinear(height, width), image);
  }

  private static TensorType resized(String name, TensorType image, int height, int width) {
    Rules.floating(name, List.of(image));
    Rules.rank(name, "an image", image, 4);
    if (height < 1 || width < 1) {
      throw Rules.broken(name, "sizes are at least 1, found " + height + "x" + width);
    }
    return image.with(image.shape().with(1, height).with(2, width));
  }

  /** Interpolation to a size. */
  public record Bilinear(int height, int width) implements Differentiable {
    @Override
    public String name() {
      return "bilinear";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return resized(name(), operands.get(0), height, width);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.resize().bilinear(operands.get(0), height, width);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor image = operands.get(0);
      return Tensor.apply(
          new BilinearAdjoint(image.shape().extent(1), image.shape().extent(2)), ct);
    }
  }

  /** Every value spread over the pixels that it was interpolated from. */
  public record BilinearAdjoint(int height, int width) implements Differentiable {
    @Override
    public String name() {
      return "bilinearAdjoint";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return resized(name(), operands.get(0), height, width);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.resize().bilinearAdjoint(operands.get(0), height, width);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor resized = operands.get(0);
      return bilinear(ct, resized.shape().extent(1), resized.shape().extent(2));
    }
  }
}
