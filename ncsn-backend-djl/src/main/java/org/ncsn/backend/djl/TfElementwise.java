package org.ncsn.backend.djl;

import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.UnaryFunction;

/** Operations that treat every element alike. */
record TfElementwise<A>(TfOps<A> ops, Fusions<A> fusions) implements ElementwiseKernels<A> {
  @Override
  public A unary(UnaryFunction function, A x) {
    if (function == UnaryFunction.ELU && fusions.activates(x)) {
      return fusions.elu(x);
    }
    if (function == UnaryFunction.SOFTPLUS && ops.isGraph()) {
      return softplus(x);
    }
    String op =
        switch (function) {
          case EXP -> "Exp";
          case LOG -> "Log";
          case LOG1P -> "Log1p";
          case EXPM1 -> "Expm1";
          case SIN -> "Sin";
          case COS -> "Cos";
          case SQRT -> "Sqrt";
          case RSQRT -> "Rsqrt";
          case SQUARE -> "Square";
          case ABS -> "Abs";
          case SIGN -> "Sign";
          case TANH -> "Tanh";
          case SIGMOID -> "Sigmoid";
          case SOFTPLUS -> "Softplus";
          case RELU -> "Relu";
          case ELU -> "Elu";
        };
    boolean activates = function == UnaryFunction.RELU || function == UnaryFunction.ELU;
    return ops.op(op).input(activates ? fusions.activated(x) : x).run();
  }

  /** {@code max(x, 0) + log(1 + exp(-|x|))}, in half of the time that TensorFlow's own takes. */
  private A softplus(A x) {
    A decay = ops.op("Exp").input(affine(ops.op("Abs").input(x).run(), -1, 0)).run();
    A positive = ops.op("Relu").input(x).run();
    return ops.op("AddV2").input(positive).input(ops.op("Log1p").input(decay).run()).run();
  }

  @Override
  public A binary(BinaryFunction function, A a, A b) {
    if (function == BinaryFunction.ADD && isBias(b, a)) {
      return ops.op("BiasAdd").input(a).input(b).run();
    }
    if (function == BinaryFunction.ADD && fusions.adds(a, b)) {
      return fusions.sum(a, b);
    }
    if (function == BinaryFunction.ADD && fusions.adds(b, a)) {
      return fusions.sum(b, a);
    }
    String op =
        switch (function) {
          case ADD -> "AddV2";
          case SUBTRACT -> "Sub";
          case MULTIPLY -> "Mul";
          case DIVIDE -> "RealDiv";
          case MAXIMUM -> "Maximum";
          case MINIMUM -> "Minimum";
        };
    return ops.op(op).input(a).input(b).run();
  }

  /** Whether x is added to every pixel of an image: TensorFlow fuses that with a convolution. */
  private boolean isBias(A x, A image) {
    Shape shape = ops.type(image).shape();
    return shape.rank() == 4 && ops.type(x).shape().equals(Shape.of(shape.extent(3)));
  }

  @Override
  public A compare(Comparison relation, A a, A b) {
    String op =
        switch (relation) {
          case EQUAL -> "Equal";
          case LESS -> "Less";
          case LESS_OR_EQUAL -> "LessEqual";
          case GREATER -> "Greater";
          case GREATER_OR_EQUAL -> "GreaterEqual";
        };
    int type = TfTypes.code(dtype(a));
    return ops.scoped(
        () -> ops.op("Cast").input(ops.op(op).input(a).input(b).run()).type("DstT", type).run());
  }

  @Override
  public A where(A mask, A a, A b) {
    DType dtype = dtype(mask);
    return ops.scoped(() -> select(ops.op("NotEqual").input(mask).scalar(dtype, 0).run(), a, b));
  }

  @Override
  public A affine(A x, double scale, double shift) {
    DType dtype = dtype(x);
    if (shift == 0) {
      return scale == -1
          ? ops.op("Neg").input(x).run()
          : ops.op("Mul").input(x).scalar(dtype, scale).run();
    }
    if (scale == 1) {
      return ops.op("AddV2").input(x).scalar(dtype, shift).run();
    }
    return ops.scoped(
        () -> {
          A scaled = ops.op("Mul").input(x).scalar(dtype, scale).run();
          return ops.op("AddV2").input(scaled).scalar(dtype, shift).run();
        });
  }

  @Override
  public A power(A x, double exponent) {
    return ops.op("Pow").input(x).scalar(dtype(x), exponent).run();
  }

  @Override
  public A leakyRelu(A x, double slope) {
    DType dtype = dtype(x);
    if (dtype == DType.FLOAT32) {
      return ops.op("LeakyRelu")
          .input(fusions.activated(x))
          .attribute("alpha", (float) slope)
          .run();
    }
    // The attribute is a float32, too coarse for float64.
    return ops.scoped(
        () ->
            select(
                ops.op("Greater").input(x).scalar(dtype, 0).run(),
                x,
                ops.op("Mul").input(x).scalar(dtype, slope).run()));
  }

  @Override
  public A clamp(A x, double low, double high) {
    DType dtype = dtype(x);
    return ops.op("ClipByValue").input(x).scalar(dtype, low).scalar(dtype, high).run();
  }

  @Override
  public A eluGradient(A cotangent, A y) {
    return ops.op("EluGrad").input(cotangent).input(y).run();
  }

  private A select(A condition, A a, A b) {
    return ops.op("SelectV2").input(condition).input(a).input(b).run();
  }

  private DType dtype(A x) {
    return ops.type(x).dtype();
  }
}
