package org.ncsn.lowering;

import java.util.Optional;
import java.util.function.Predicate;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.vector.WinogradSizes;

/**
 * Which convolutions Winograd's algorithm computes.
 *
 * @param rule for which sizes it is used, of those that it is able to compute
 */
public record WinogradFit(Predicate<WinogradSizes> rule) {
  /**
   * How a convolution, or its gradient at the kernel, would be computed; nothing where it cannot
   * be, or where the library is as fast.
   *
   * @param image type of the images {@code [N,H,W,Cin]}
   * @param kernel shape of the kernel {@code [kH,kW,Cin,Cout]}
   */
  public Optional<WinogradSizes> sizes(TensorType image, Shape kernel, ConvGeometry geometry) {
    Shape shape = image.shape();
    boolean fits =
        image.dtype() == DType.FLOAT32
            && shape.size() > 0
            && kernel.extent(0) == 3
            && kernel.extent(1) == 3
            && geometry.isDense()
            && geometry.strideH() == 1
            && geometry.strideW() == 1
            && geometry.padH() <= 2
            && geometry.padW() <= 2
            && geometry.outputHeight(shape.extent(1), 3) > 0
            && geometry.outputWidth(shape.extent(2), 3) > 0
            && kernel.size() > 0;
    if (!fits) {
      return Optional.empty();
    }
    WinogradSizes sizes =
        new WinogradSizes(
            shape.extent(0),
            shape.extent(1),
            shape.extent(2),
            shape.extent(3),
            geometry.padH(),
            geometry.padW(),
            kernel.extent(3));
    return sizes.isAddressable() && rule.test(sizes) ? Optional.of(sizes) : Optional.empty();
  }
}
