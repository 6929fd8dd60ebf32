package org.ncsn.backend.djl;

import java.util.function.BinaryOperator;
import org.ncsn.array.DType;
import org.ncsn.spi.BackendOptions.Precision;

/**
 * The precision of products of many terms: with bfloat16, float32 operands are rounded to it and
 * the result is turned back.
 */
final class Products<A> {
  private final TfOps<A> ops;
  private final Precision precision;

  Products(TfOps<A> ops, Precision precision) {
    this.ops = ops;
    this.precision = precision;
  }

  /** These products without rounding. */
  Products<A> exact() {
    return new Products<>(ops, Precision.FLOAT32);
  }

  A compute(A a, A b, BinaryOperator<A> product) {
    if (precision == Precision.FLOAT32 || ops.type(a).dtype() != DType.FLOAT32) {
      return product.apply(a, b);
    }
    return ops.scoped(
        () ->
            cast(
                product.apply(cast(a, TfTypes.BFLOAT16), cast(b, TfTypes.BFLOAT16)),
                TfTypes.code(DType.FLOAT32)));
  }

  private A cast(A x, int type) {
    return ops.op("Cast").input(x).type("DstT", type).run();
  }
}
