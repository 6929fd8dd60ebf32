package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Optional;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.vector.DepthwiseAdjoint;
import org.ncsn.vector.Workers;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Convolutions of each channel of channels-last images with a kernel of its own, {@code
 * [kH,kW,C,1]} in ND4J; those without dilation.
 *
 * @param workers threads of kernels in Java, where such kernels can be used
 */
record Depthwise(Machine machine, Optional<Workers> workers) {
  private static final int CHANNELS_LAST = 1;
  private static final int EXPLICIT_PADDING = 0;

  /** Both gradients, which ND4J computes together. */
  record Gradients(Nd4jArray image, Nd4jArray kernel) {}

  Nd4jArray convolution(Nd4jArray image, Nd4jArray kernel, DepthwiseGeometry geometry) {
    Nd4jArray taps = machine.reshape(kernel, geometry.kernelWithOutputs());
    Nd4jArray result =
        machine.apply(
            operation("depthwise_conv2d", geometry), image.type(), geometry.output(), image, taps);
    machine.release(taps);
    return result;
  }

  Nd4jArray inputGradient(Nd4jArray cotangent, Nd4jArray kernel, DepthwiseGeometry geometry) {
    if (workers.isPresent() && isReached(cotangent, geometry)) {
      return machine.apply(
          new JavaOperation(new DepthwiseAdjoint(geometry), workers.get()),
          DataType.FLOAT,
          geometry.image(),
          cotangent,
          kernel);
    }
    Nd4jArray image = machine.allocate(cotangent.type(), geometry.image());
    Gradients both = gradients(image, kernel, cotangent, geometry);
    machine.release(image);
    machine.release(both.kernel());
    return both.image();
  }

  private static boolean isReached(Nd4jArray cotangent, DepthwiseGeometry geometry) {
    return cotangent.type() == DataType.FLOAT
        && JavaOperation.reaches(cotangent.shape())
        && JavaOperation.reaches(geometry.image());
  }

  Nd4jArray kernelGradient(Nd4jArray image, Nd4jArray cotangent, DepthwiseGeometry geometry) {
    Nd4jArray kernel = machine.allocate(cotangent.type(), geometry.kernel());
    Gradients both = gradients(image, kernel, cotangent, geometry);
    machine.release(kernel);
    machine.release(both.image());
    return both.kernel();
  }

  private Gradients gradients(
      Nd4jArray image, Nd4jArray kernel, Nd4jArray cotangent, DepthwiseGeometry geometry) {
    Nd4jArray taps = machine.reshape(kernel, geometry.kernelWithOutputs());
    Nd4jArray ofImage = machine.allocate(image.type(), geometry.image());
    Nd4jArray ofTaps = machine.allocate(image.type(), geometry.kernelWithOutputs());
    machine.run(
        operation("depthwise_conv2d_bp", geometry),
        List.of(image, taps, cotangent),
        List.of(ofImage, ofTaps));
    Nd4jArray ofKernel = machine.reshape(ofTaps, geometry.kernel());
    machine.release(taps);
    machine.release(ofTaps);
    return new Gradients(ofImage, ofKernel);
  }

  private static Operation operation(String name, DepthwiseGeometry geometry) {
    ConvGeometry window = geometry.window();
    return Operation.custom(
        name,
        geometry.kernel().extent(0),
        geometry.kernel().extent(1),
        window.strideH(),
        window.strideW(),
        window.padH(),
        window.padW(),
        1,
        1,
        EXPLICIT_PADDING,
        CHANNELS_LAST,
        0);
  }
}
