package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ncsn.array.Shape;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Activations;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tck.cases.Application.Operand;
import org.ncsn.tensor.Tensor;

/** Elementwise primitives of one operand. */
final class ElementwiseCases {
  private static final String FAMILY = "elementwise";

  private ElementwiseCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (UnaryFunction function : UnaryFunction.values()) {
      String name = function.name().toLowerCase(Locale.ROOT);
      cases.add(unary(name, "any shape", domain(function), x -> Elementwise.unary(function, x)));
      cases.add(
          Case.of(
              FAMILY,
              name,
              "an image",
              draw ->
                  Application.of(
                      draw.image(3, 3, 2), domain(function), x -> Elementwise.unary(function, x))));
      cases.add(
          Case.of(
              FAMILY,
              name,
              "an image of many channels",
              draw ->
                  Application.of(
                      Shape.of(1, draw.between(1, 2), draw.between(1, 3), 16),
                      domain(function),
                      x -> Elementwise.unary(function, x))));
    }
    for (double[] line : new double[][] {{2.5, -1}, {1, 3}, {-1, 0}, {0, 2}}) {
      cases.add(
          unary(
              "affine",
              line[0] + " x + " + line[1],
              Domain.REAL,
              x -> Elementwise.affine(x, line[0], line[1])));
    }
    for (double exponent : new double[] {0, 1, 2, 3}) {
      cases.add(power(exponent, Domain.NONZERO));
    }
    for (double exponent : new double[] {0.5, -1, -1.5, 2.7}) {
      cases.add(power(exponent, Domain.POSITIVE));
    }
    for (double slope : new double[] {0.2, 0, -0.5}) {
      cases.add(
          unary(
              "leakyRelu",
              "slope " + slope,
              Domain.around(0),
              x -> Elementwise.leakyRelu(x, slope)));
    }
    cases.add(
        unary(
            "clamp",
            "to an interval",
            Domain.around(-0.5, 0.75),
            x -> Elementwise.clamp(x, -0.5, 0.75)));
    cases.add(Case.of(FAMILY, "eluGradient", "any shape", ElementwiseCases::eluGradient));
    return cases;
  }

  private static Domain domain(UnaryFunction function) {
    return switch (function) {
      case EXP, EXPM1, SQUARE -> Domain.REAL;
      case LOG, SQRT, RSQRT -> Domain.POSITIVE;
      case LOG1P -> Domain.ABOVE_MINUS_ONE;
      case SIN, COS, TANH, SIGMOID, SOFTPLUS -> Domain.WIDE;
      case ABS, SIGN, RELU, ELU -> Domain.around(0);
    };
  }

  private static Application eluGradient(Draw draw) {
    Shape shape = draw.shape();
    return new Application(
        List.of(new Operand(shape, Domain.REAL), new Operand(shape, Domain.around(0, -1))),
        operands -> Tensor.apply(new Activations.EluGradient(), operands));
  }

  private static Case power(double exponent, Domain domain) {
    return unary("power", "to the " + exponent, domain, x -> Elementwise.power(x, exponent));
  }

  private static Case unary(
      String name, String setting, Domain domain, UnaryOperator<Tensor> operation) {
    return Case.of(FAMILY, name, setting, draw -> Application.of(draw.shape(), domain, operation));
  }
}
