package org.ncsn.backend.nd4j;

import java.util.Locale;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;

/** A function of each element that ND4J offers only by its class. */
enum TransformOperation implements Operation {
  EXP,
  EXPM1,
  LOG,
  SIN,
  COS,
  SQRT,
  RSQRT,
  ABS,
  SIGN;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public Call prepare() {
    return new ObjectCall(
        switch (this) {
          case EXP -> Exp::new;
          case EXPM1 -> Expm1::new;
          case LOG -> Log::new;
          case SIN -> Sin::new;
          case COS -> Cos::new;
          case SQRT -> Sqrt::new;
          case RSQRT -> RSqrt::new;
          case ABS -> Abs::new;
          case SIGN -> Sign::new;
        });
  }
}
