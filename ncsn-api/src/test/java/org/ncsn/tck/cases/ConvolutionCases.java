package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Depthwise;
import org.ncsn.primitive.Differentiable;
import org.ncsn.tck.cases.Application.Operand;
import org.ncsn.tensor.Tensor;

/** Convolutions and their adjoints, over kernels, strides, paddings and dilations. */
final class ConvolutionCases {
  static final String FAMILY = "convolution";

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(1, 1, ConvGeometry.of(1, 0, 1)),
          new Setting(1, 1, ConvGeometry.of(2, 0, 1)),
          new Setting(1, 1, ConvGeometry.of(1, 1, 1)),
          new Setting(3, 3, ConvGeometry.of(1, 1, 1)),
          new Setting(3, 3, ConvGeometry.of(1, 0, 1)),
          new Setting(3, 3, ConvGeometry.of(2, 1, 1)),
          new Setting(3, 3, ConvGeometry.of(2, 0, 1)),
          new Setting(3, 3, ConvGeometry.of(1, 2, 2)),
          new Setting(3, 3, ConvGeometry.of(1, 4, 4)),
          new Setting(3, 3, ConvGeometry.of(1, 1, 2)),
          new Setting(3, 3, ConvGeometry.of(2, 2, 2)),
          new Setting(3, 3, new ConvGeometry(1, 2, 0, 2, 2, 1)),
          new Setting(5, 3, new ConvGeometry(1, 1, 2, 1, 1, 1)),
          new Setting(5, 3, new ConvGeometry(2, 1, 1, 2, 1, 2)),
          new Setting(5, 3, new ConvGeometry(3, 2, 2, 0, 1, 1)));

  private static final List<Setting> DEPTHWISE =
      List.of(
          new Setting(1, 1, ConvGeometry.of(1, 0, 1)),
          new Setting(3, 3, ConvGeometry.of(1, 1, 1)),
          new Setting(4, 4, ConvGeometry.of(2, 1, 1)),
          new Setting(3, 3, ConvGeometry.of(1, 1, 2)),
          new Setting(5, 3, new ConvGeometry(2, 1, 1, 2, 1, 2)));

  private ConvolutionCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Setting setting : SETTINGS) {
      cases.add(Case.of(FAMILY, "conv2d", setting.toString(), setting::convolution));
      cases.add(Case.of(FAMILY, "conv2dInputGradient", setting.toString(), setting::inputGradient));
      cases.add(
          Case.of(FAMILY, "conv2dKernelGradient", setting.toString(), setting::kernelGradient));
    }
    for (Setting setting : DEPTHWISE) {
      for (Each each : Each.values()) {
        cases.add(
            Case.of(FAMILY, each.name, setting.toString(), draw -> setting.depthwise(draw, each)));
      }
    }
    cases.add(transposed(3, ConvGeometry.of(1, 1, 1), 0));
    cases.add(transposed(3, ConvGeometry.of(2, 1, 1), 0));
    cases.add(transposed(3, ConvGeometry.of(2, 1, 1), 1));
    cases.add(transposed(3, ConvGeometry.of(3, 0, 2), 2));
    cases.add(transposed(2, ConvGeometry.of(2, 0, 1), 0));
    return cases;
  }

  private static Case transposed(int taps, ConvGeometry geometry, int outputPad) {
    return Case.of(
        FAMILY,
        "conv2dTransposed",
        new Setting(taps, taps, geometry) + ", output padding " + outputPad,
        draw -> {
          int channels = draw.between(1, 3);
          return new Application(
              List.of(
                  new Operand(draw.image(2, 2, channels), Domain.REAL),
                  new Operand(Shape.of(taps, taps, draw.between(1, 3), channels), Domain.REAL)),
              operands ->
                  Convolution.conv2dTransposed(
                      operands.get(0), operands.get(1), geometry, outputPad));
        });
  }

  /** Convolutions of each channel with a kernel of its own. */
  private enum Each {
    CONVOLUTION("depthwiseConv2d") {
      @Override
      Application of(DepthwiseGeometry g) {
        return Setting.application(new Depthwise.Conv2d(g), g.image(), g.kernel());
      }
    },
    INPUT_GRADIENT("depthwiseConv2dInputGradient") {
      @Override
      Application of(DepthwiseGeometry g) {
        return Setting.application(new Depthwise.InputGradient(g), g.output(), g.kernel());
      }
    },
    KERNEL_GRADIENT("depthwiseConv2dKernelGradient") {
      @Override
      Application of(DepthwiseGeometry g) {
        return Setting.application(new Depthwise.KernelGradient(g), g.image(), g.output());
      }
    };

    private final String name;

    Each(String name) {
      this.name = name;
    }

    abstract Application of(DepthwiseGeometry geometry);
  }

  /** A kernel's size and how it moves. */
  private record Setting(int height, int width, ConvGeometry geometry) {
    Application convolution(Draw draw) {
      Shape kernel = kernel(draw);
      return application(new Convolution.Conv2d(geometry), image(draw, kernel), kernel);
    }

    Application inputGradient(Draw draw) {
      Shape kernel = kernel(draw);
      Shape image = image(draw, kernel);
      return application(
          new Convolution.InputGradient(image, geometry), geometry.output(image, kernel), kernel);
    }

    Application kernelGradient(Draw draw) {
      Shape kernel = kernel(draw);
      Shape image = image(draw, kernel);
      return application(
          new Convolution.KernelGradient(kernel, geometry), image, geometry.output(image, kernel));
    }

    Application depthwise(Draw draw, Each each) {
      Shape kernel = Shape.of(height, width, draw.between(1, 3));
      return each.of(new DepthwiseGeometry(image(draw, kernel), kernel, geometry));
    }

    private Shape kernel(Draw draw) {
      return Shape.of(height, width, draw.between(1, 3), draw.between(1, 3));
    }

    /** An image that the kernel fits into at least once. */
    private Shape image(Draw draw, Shape kernel) {
      int rows = geometry.dilationH() * (height - 1) + 1 - 2 * geometry.padH();
      int columns = geometry.dilationW() * (width - 1) + 1 - 2 * geometry.padW();
      return draw.image(Math.max(1, rows), Math.max(1, columns), kernel.extent(2));
    }

    private static Application application(Differentiable primitive, Shape first, Shape second) {
      return new Application(
          List.of(new Operand(first, Domain.REAL), new Operand(second, Domain.REAL)),
          operands -> Tensor.apply(primitive, operands));
    }

    @Override
    public String toString() {
      return height
          + "x"
          + width
          + " stride "
          + pair(geometry.strideH(), geometry.strideW())
          + " pad "
          + pair(geometry.padH(), geometry.padW())
          + " dilation "
          + pair(geometry.dilationH(), geometry.dilationW());
    }

    private static String pair(int rows, int columns) {
      return rows == columns ? Integer.toString(rows) : rows + "x" + columns;
    }
  }
}
