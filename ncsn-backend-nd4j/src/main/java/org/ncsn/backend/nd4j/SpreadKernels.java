package org.ncsn.backend.nd4j;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;

/** Dilated kernels as larger kernels with zeros between the taps. */
record SpreadKernels(Shaping shaping, Machine machine) {
  /** The geometry of the larger kernel. */
  static ConvGeometry dense(ConvGeometry geometry) {
    return new ConvGeometry(
        geometry.strideH(), geometry.strideW(), geometry.padH(), geometry.padW(), 1, 1);
  }

  /** Puts zeros between the taps of {@code [kH,kW,Cin,Cout]}. */
  Nd4jArray spread(Nd4jArray kernel, ConvGeometry geometry) {
    int stepH = geometry.dilationH();
    int stepW = geometry.dilationW();
    Shape taps = kernel.shape();
    Nd4jArray apart = machine.reshape(kernel, apart(taps, 1, 1));
    int[] none = new int[6];
    Nd4jArray padded = shaping.pad(apart, none, new int[] {0, stepH - 1, 0, stepW - 1, 0, 0});
    Nd4jArray whole = machine.reshape(padded, whole(taps, stepH, stepW));
    Nd4jArray result = shaping.slice(whole, new int[4], spread(taps, stepH, stepW));
    machine.release(apart);
    machine.release(padded);
    machine.release(whole);
    return result;
  }

  /** Takes the taps out of the larger kernel again. */
  Nd4jArray gather(Nd4jArray wide, Shape taps, ConvGeometry geometry) {
    int stepH = geometry.dilationH();
    int stepW = geometry.dilationW();
    int[] none = new int[4];
    Nd4jArray whole = shaping.pad(wide, none, new int[] {stepH - 1, stepW - 1, 0, 0});
    Nd4jArray apart = machine.reshape(whole, apart(taps, stepH, stepW));
    Nd4jArray first = shaping.slice(apart, new int[6], apart(taps, 1, 1));
    Nd4jArray result = machine.reshape(first, taps);
    machine.release(whole);
    machine.release(apart);
    machine.release(first);
    return result;
  }

  private static Shape apart(Shape taps, int stepH, int stepW) {
    return Shape.of(taps.extent(0), stepH, taps.extent(1), stepW, taps.extent(2), taps.extent(3));
  }

  private static Shape whole(Shape taps, int stepH, int stepW) {
    return taps.with(0, taps.extent(0) * stepH).with(1, taps.extent(1) * stepW);
  }

  private static Shape spread(Shape taps, int stepH, int stepW) {
    return taps.with(0, (taps.extent(0) - 1) * stepH + 1).with(1, (taps.extent(1) - 1) * stepW + 1);
  }
}
