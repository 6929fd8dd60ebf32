package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.ConvolutionKernels;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.kernel.Kernels;
import org.ncsn.vector.WinogradSizes;

/**
 * Convolutions of channels-last images. ND4J convolves fastest with kernels {@code
 * [Cout,kH,kW,Cin]}, and not at all with dilation: a dilated convolution is an ordinary one of the
 * image's {@link Phases}, or, where it has a stride too, one with a kernel that has zeros between
 * its taps.
 */
final class Convolution implements ConvolutionKernels<Nd4jArray> {
  private static final int CHANNELS_LAST = 1;
  private static final int OUTPUT_CHANNELS_FIRST = 2;

  private final Machine machine;
  private final Shaping shaping;
  private final Phases phases;
  private final Depthwise depthwise;
  private final SpreadKernels spread;
  private final Optional<Winograd> winograd;

  /**
   * @param winograd the way with fewer multiplications, where there is one
   */
  Convolution(Machine machine, Optional<Winograd> winograd) {
    this.winograd = winograd;
    this.machine = machine;
    this.shaping = new Shaping(machine);
    this.phases = new Phases(machine);
    this.depthwise = new Depthwise(machine, winograd.map(Winograd::workers));
    this.spread = new SpreadKernels(shaping, machine);
  }

  /** Both gradients of a convolution. */
  record Gradients(Nd4jArray image, Nd4jArray kernel) {}

  @Override
  public Nd4jArray conv2d(Nd4jArray image, Nd4jArray kernel, ConvGeometry geometry) {
    Shape output = geometry.output(image.shape(), kernel.shape());
    if (geometry.isDense()) {
      return dense(geometry, output, image, kernel, Optional.empty());
    }
    if (isStrided(geometry)) {
      Nd4jArray wide = machine.derived(kernel, "spread", k -> spread.spread(k, geometry));
      Nd4jArray result = conv2d(image, wide, SpreadKernels.dense(geometry));
      machine.release(wide);
      return result;
    }
    Phases.Grid grid = Phases.Grid.of(image.shape(), geometry);
    Nd4jArray split = phases.split(image, grid);
    Nd4jArray convolved = conv2d(split, kernel, grid.dense());
    Nd4jArray result = phases.join(convolved, grid.ofOutput(kernel.shape()), output);
    machine.release(split);
    machine.release(convolved);
    return result;
  }

  /**
   * A convolution without dilation, and a bias added to every pixel.
   *
   * @param bias {@code [Cout]}
   */
  Nd4jArray biased(Nd4jArray image, Nd4jArray kernel, Nd4jArray bias, ConvGeometry geometry) {
    Shape output = geometry.output(image.shape(), kernel.shape());
    return dense(geometry, output, image, kernel, Optional.of(bias));
  }

  private Nd4jArray dense(
      ConvGeometry geometry,
      Shape output,
      Nd4jArray image,
      Nd4jArray kernel,
      Optional<Nd4jArray> bias) {
    Optional<WinogradSizes> sizes = sizes(image, kernel.shape(), geometry);
    if (sizes.isPresent()) {
      return winograd.orElseThrow().convolution(sizes.get(), image, kernel, bias);
    }
    Nd4jArray layout = layout(kernel);
    Nd4jArray result =
        machine.apply(
            operation("conv2d", layout.shape(), geometry),
            image.type(),
            output,
            Stream.concat(Stream.of(image, layout), bias.stream()).toArray(Nd4jArray[]::new));
    machine.release(layout);
    return result;
  }

  /** How Winograd's algorithm computes a convolution, where it is there and pays. */
  private Optional<WinogradSizes> sizes(Nd4jArray image, Shape kernel, ConvGeometry geometry) {
    return winograd.flatMap(way -> way.sizes(image, kernel, geometry));
  }

  /** The layout that ND4J convolves fastest with. */
  private Nd4jArray layout(Nd4jArray kernel) {
    return machine.derived(kernel, "OHWI", k -> shaping.transpose(k, new int[] {3, 0, 1, 2}));
  }

  @Override
  public Nd4jArray inputGradient(
      Nd4jArray cotangent, Nd4jArray kernel, Shape imageShape, ConvGeometry geometry) {
    int padH = geometry.dilationH() * (kernel.extent(0) - 1) - geometry.padH();
    int padW = geometry.dilationW() * (kernel.extent(1) - 1) - geometry.padW();
    if (isStrided(geometry) || padH < 0 || padW < 0) {
      Nd4jArray image = zeros(cotangent, imageShape);
      Gradients both = gradients(image, kernel, cotangent, geometry);
      machine.release(image);
      machine.release(both.kernel());
      return both.image();
    }
    // The adjoint of a convolution without stride is one with the kernel turned round.
    ConvGeometry adjoint =
        new ConvGeometry(1, 1, padH, padW, geometry.dilationH(), geometry.dilationW());
    Nd4jArray turned = machine.derived(kernel, "turned", this::turned);
    Nd4jArray result = conv2d(cotangent, turned, adjoint);
    machine.release(turned);
    return result;
  }

  /** {@code [kH,kW,Cout,Cin]} with the taps in reverse. */
  private Nd4jArray turned(Nd4jArray kernel) {
    Nd4jArray swapped = shaping.transpose(kernel, new int[] {0, 1, 3, 2});
    Nd4jArray turned = shaping.flip(swapped, new int[] {0, 1});
    machine.release(swapped);
    return turned;
  }

  @Override
  public Nd4jArray kernelGradient(
      Nd4jArray image, Nd4jArray cotangent, Shape kernelShape, ConvGeometry geometry) {
    if (!geometry.isDense() && !isStrided(geometry)) {
      Phases.Grid grid = Phases.Grid.of(image.shape(), geometry);
      Nd4jArray splitImage = phases.split(image, grid);
      Nd4jArray splitCotangent = phases.split(cotangent, grid.ofOutput(kernelShape));
      Nd4jArray result = kernelGradient(splitImage, splitCotangent, kernelShape, grid.dense());
      machine.release(splitImage);
      machine.release(splitCotangent);
      return result;
    }
    Optional<WinogradSizes> sizes = sizes(image, kernelShape, geometry);
    if (sizes.isPresent()) {
      return winograd.orElseThrow().kernelGradient(sizes.get(), image, cotangent);
    }
    Nd4jArray kernel = zeros(cotangent, kernelShape);
    Gradients both = gradients(image, kernel, cotangent, geometry);
    machine.release(kernel);
    machine.release(both.image());
    return both.kernel();
  }

  /** Both gradients at once, at hardly more than the cost of one. */
  Gradients gradients(
      Nd4jArray image, Nd4jArray kernel, Nd4jArray cotangent, ConvGeometry geometry) {
    if (geometry.isDense()) {
      return denseGradients(image, kernel, cotangent, geometry);
    }
    if (isStrided(geometry)) {
      Nd4jArray wide = machine.derived(kernel, "spread", k -> spread.spread(k, geometry));
      Gradients both = denseGradients(image, wide, cotangent, SpreadKernels.dense(geometry));
      Nd4jArray gathered = spread.gather(both.kernel(), kernel.shape(), geometry);
      machine.release(wide);
      machine.release(both.kernel());
      return new Gradients(both.image(), gathered);
    }
    Phases.Grid grid = Phases.Grid.of(image.shape(), geometry);
    Nd4jArray splitImage = phases.split(image, grid);
    Nd4jArray splitCotangent = phases.split(cotangent, grid.ofOutput(kernel.shape()));
    Gradients both = denseGradients(splitImage, kernel, splitCotangent, grid.dense());
    Nd4jArray joined = phases.join(both.image(), grid, image.shape());
    machine.release(splitImage);
    machine.release(splitCotangent);
    machine.release(both.image());
    return new Gradients(joined, both.kernel());
  }

  private Gradients denseGradients(
      Nd4jArray image, Nd4jArray kernel, Nd4jArray cotangent, ConvGeometry geometry) {
    if (image.isEmpty() || kernel.isEmpty() || cotangent.isEmpty()) {
      return new Gradients(zeros(image, image.shape()), zeros(kernel, kernel.shape()));
    }
    Optional<WinogradSizes> sizes = sizes(image, kernel.shape(), geometry);
    if (sizes.isPresent()) {
      return new Gradients(
          inputGradient(cotangent, kernel, image.shape(), geometry),
          winograd.orElseThrow().kernelGradient(sizes.get(), image, cotangent));
    }
    Nd4jArray layout = layout(kernel);
    Nd4jArray imageGradient = machine.allocate(image.type(), image.shape());
    Nd4jArray layoutGradient = machine.allocate(kernel.type(), layout.shape());
    machine.run(
        operation("conv2d_bp", layout.shape(), geometry),
        List.of(image, layout, cotangent),
        List.of(imageGradient, layoutGradient));
    Nd4jArray kernelGradient = shaping.transpose(layoutGradient, new int[] {1, 2, 3, 0});
    machine.release(layout);
    machine.release(layoutGradient);
    return new Gradients(imageGradient, kernelGradient);
  }

  @Override
  public Nd4jArray depthwise(
      Nd4jArray image, Nd4jArray kernel, DepthwiseGeometry geometry, Kernels<Nd4jArray> kernels) {
    return isOne(geometry, image)
        ? depthwise.convolution(image, kernel, geometry)
        : ConvolutionKernels.super.depthwise(image, kernel, geometry, kernels);
  }

  @Override
  public Nd4jArray depthwiseInputGradient(
      Nd4jArray cotangent,
      Nd4jArray kernel,
      DepthwiseGeometry geometry,
      Kernels<Nd4jArray> kernels) {
    return isOne(geometry, cotangent)
        ? depthwise.inputGradient(cotangent, kernel, geometry)
        : ConvolutionKernels.super.depthwiseInputGradient(cotangent, kernel, geometry, kernels);
  }

  @Override
  public Nd4jArray depthwiseKernelGradient(
      Nd4jArray image,
      Nd4jArray cotangent,
      DepthwiseGeometry geometry,
      Kernels<Nd4jArray> kernels) {
    return isOne(geometry, cotangent)
        ? depthwise.kernelGradient(image, cotangent, geometry)
        : ConvolutionKernels.super.depthwiseKernelGradient(image, cotangent, geometry, kernels);
  }

  /**
   * Whether the convolution of all channels is one of ND4J's operations, which fails where there is
   * but one channel.
   */
  private static boolean isOne(DepthwiseGeometry geometry, Nd4jArray images) {
    return geometry.window().isDense() && geometry.channels() > 1 && !images.isEmpty();
  }

  private Nd4jArray zeros(Nd4jArray like, Shape shape) {
    Nd4jArray zeros = machine.allocate(like.type(), shape);
    if (!zeros.isEmpty()) {
      machine.run(new ScalarOperation(ScalarOperation.Kind.SET, 0), List.of(zeros), List.of(zeros));
    }
    return zeros;
  }

  private static boolean isStrided(ConvGeometry geometry) {
    return geometry.strideH() > 1 || geometry.strideW() > 1;
  }

  private static Operation operation(String name, Shape layout, ConvGeometry geometry) {
    int explicitPadding = 0;
    return Operation.custom(
        name,
        layout.extent(1),
        layout.extent(2),
        geometry.strideH(),
        geometry.strideW(),
        geometry.padH(),
        geometry.padW(),
        1,
        1,
        explicitPadding,
        CHANNELS_LAST,
        OUTPUT_CHANNELS_FIRST);
  }
}
