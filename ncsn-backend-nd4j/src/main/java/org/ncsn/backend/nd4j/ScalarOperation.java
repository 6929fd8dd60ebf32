package org.ncsn.backend.nd4j;

import java.util.Locale;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarSet;

/** A function of each element and one number. */
record ScalarOperation(Kind kind, double number) implements Operation {
  /** Which function. */
  enum Kind {
    ADD,
    MULTIPLY,
    /** The number minus the element. */
    SUBTRACT_FROM,
    /** The number divided by the element. */
    DIVIDE,
    MAXIMUM,
    MINIMUM,
    POWER,
    /** The number itself, whatever the element. */
    SET
  }

  @Override
  public String label() {
    return kind.name().toLowerCase(Locale.ROOT) + "_scalar";
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public Call prepare() {
    return new ObjectCall(
        (x, z) ->
            switch (kind) {
              case ADD -> new ScalarAdd(x, null, z, number);
              case MULTIPLY -> new ScalarMultiplication(x, null, z, number);
              case SUBTRACT_FROM -> new ScalarReverseSubtraction(x, null, z, number);
              case DIVIDE -> new ScalarReverseDivision(x, null, z, number);
              case MAXIMUM -> new ScalarMax(x, null, z, number);
              case MINIMUM -> new ScalarMin(x, null, z, number);
              case POWER -> new Pow(x, z, number);
              case SET -> new ScalarSet(x, null, z, number);
            });
  }
}
