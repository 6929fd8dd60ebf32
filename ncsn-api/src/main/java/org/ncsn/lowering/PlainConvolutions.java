package org.ncsn.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Convolution.InputGradient;
import org.ncsn.primitive.Convolution.KernelGradient;
import org.ncsn.primitive.Shaping.Flip;
import org.ncsn.primitive.Shaping.Transpose;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Writes convolutions as such that Winograd's algorithm computes, where there are any: the gradient
 * at an image as a convolution with the kernel turned round, a dilated convolution as one of the
 * image's {@link Phases}.
 */
public final class PlainConvolutions {
  private final Program program;
  private final WinogradFit fit;
  private final List<Instruction> written = new ArrayList<>();
  private final List<Integer> renumbered = new ArrayList<>();

  private PlainConvolutions(Program program, WinogradFit fit) {
    this.program = program;
    this.fit = fit;
  }

  /** The program with such convolutions, with the same inputs and outputs. */
  public static Program of(Program program, WinogradFit fit) {
    return new PlainConvolutions(program, fit).rewritten();
  }

  private Program rewritten() {
    for (int i = 0; i < program.inputs().size(); i++) {
      renumbered.add(i);
    }
    for (Instruction old : program.instructions()) {
      List<Integer> operands = old.operands().stream().map(renumbered::get).toList();
      renumbered.add(plain(old, operands).orElseGet(() -> write(old.primitive(), operands)));
    }
    List<Integer> outputs = program.outputs().stream().map(renumbered::get).toList();
    return new Program(program.name(), program.inputs(), written, outputs);
  }

  private Optional<Integer> plain(Instruction old, List<Integer> operands) {
    if (old.primitive() instanceof Conv2d conv) {
      return convolution(operands.get(0), operands.get(1), conv.geometry());
    }
    if (old.primitive() instanceof InputGradient gradient) {
      return adjoint(gradient.geometry(), shape(operands.get(1)))
          .filter(geometry -> fits(operands.get(0), turnedShape(operands.get(1)), geometry))
          .flatMap(geometry -> convolution(operands.get(0), turned(operands.get(1)), geometry));
    }
    return old.primitive() instanceof KernelGradient gradient
        ? kernelGradient(operands.get(0), operands.get(1), gradient)
        : Optional.empty();
  }

  private boolean fits(int image, Shape kernel, ConvGeometry geometry) {
    TensorType type = type(image);
    return geometry.isDense()
        ? fit.sizes(type, kernel, geometry).isPresent()
        : Phases.of(type.shape(), geometry)
            .filter(phases -> fit.sizes(phases.type(type), kernel, phases.dense()).isPresent())
            .isPresent();
  }

  private Optional<Integer> convolution(int image, int kernel, ConvGeometry geometry) {
    if (!fits(image, shape(kernel), geometry)) {
      return Optional.empty();
    }
    if (geometry.isDense()) {
      return Optional.of(write(new Conv2d(geometry), List.of(image, kernel)));
    }
    return Phases.of(shape(image), geometry)
        .map(
            phases -> {
              int parts = phases.split(image, this::type, this::write);
              int convolved = write(new Conv2d(phases.dense()), List.of(parts, kernel));
              return phases.join(
                  convolved, geometry.output(shape(image), shape(kernel)), this::type, this::write);
            });
  }

  private Optional<Integer> kernelGradient(int image, int cotangent, KernelGradient gradient) {
    ConvGeometry geometry = gradient.geometry();
    if (geometry.isDense() || !fits(image, gradient.kernel(), geometry)) {
      return Optional.empty();
    }
    return Phases.of(shape(image), geometry)
        .map(
            phases -> {
              int images = phases.split(image, this::type, this::write);
              Phases ofOutput = phases.ofOutput(gradient.kernel());
              int cotangents = ofOutput.split(cotangent, this::type, this::write);
              return write(
                  new KernelGradient(gradient.kernel(), phases.dense()),
                  List.of(images, cotangents));
            });
  }

  /** The convolution that is the gradient at an image; none where it has a stride. */
  private static Optional<ConvGeometry> adjoint(ConvGeometry geometry, Shape kernel) {
    int padH = geometry.dilationH() * (kernel.extent(0) - 1) - geometry.padH();
    int padW = geometry.dilationW() * (kernel.extent(1) - 1) - geometry.padW();
    return geometry.strideH() > 1 || geometry.strideW() > 1 || padH < 0 || padW < 0
        ? Optional.empty()
        : Optional.of(
            new ConvGeometry(1, 1, padH, padW, geometry.dilationH(), geometry.dilationW()));
  }

  /** {@code [kH,kW,Cout,Cin]} with the taps in reverse. */
  private int turned(int kernel) {
    int swapped = write(new Transpose(List.of(0, 1, 3, 2)), List.of(kernel));
    return write(new Flip(List.of(0, 1)), List.of(swapped));
  }

  private Shape turnedShape(int kernel) {
    Shape shape = shape(kernel);
    return shape.with(2, shape.extent(3)).with(3, shape.extent(2));
  }

  private int write(Primitive primitive, List<Integer> operands) {
    TensorType type = primitive.infer(operands.stream().map(this::type).toList());
    written.add(new Instruction(primitive, operands, type));
    return program.inputs().size() + written.size() - 1;
  }

  private TensorType type(int number) {
    int inputs = program.inputs().size();
    return number < inputs ? program.inputs().get(number) : written.get(number - inputs).type();
  }

  private Shape shape(int number) {
    return type(number).shape();
  }
}
