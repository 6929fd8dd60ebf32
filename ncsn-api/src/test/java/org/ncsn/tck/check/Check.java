package org.ncsn.tck.check;

import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.engine.Capability;
import org.ncsn.tck.Rounding;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** A question that every case answers: a column in the table of results. */
public enum Check {
  VALUE_FLOAT32("value float32"),
  VALUE_FLOAT64("value float64"),
  VALUE_BFLOAT16("value bfloat16"),
  VJP("VJP"),
  SECOND_DERIVATIVE("second derivative"),
  COMPILED_FLOAT32("compiled float32"),
  COMPILED_FLOAT64("compiled float64"),
  OWNERSHIP("ownership");

  private static final int DRAWS = Integer.getInteger("ncsn.tck.draws", 3);
  private static final double ROUNDING_FLOAT64 = 1e-11;

  /** Two operands are rounded to 8 binary digits each; sums of a few such products are compared. */
  private static final double ROUNDING_BFLOAT16 = 0x1p-5;

  private final String title;

  Check(String title) {
    this.title = title;
  }

  /** One kind of check. */
  interface Body {
    void run(Backend backend, Application application, Draw draw);
  }

  /** What an engine must not lack to be asked. */
  public Optional<Capability> needs() {
    return switch (this) {
      case VALUE_FLOAT64, VJP, SECOND_DERIVATIVE, COMPILED_FLOAT64 ->
          Optional.of(Capability.FLOAT64);
      case VALUE_BFLOAT16 -> Optional.of(Capability.BFLOAT16);
      case VALUE_FLOAT32, COMPILED_FLOAT32, OWNERSHIP -> Optional.empty();
    };
  }

  /** Whether the question makes sense: what depends on no operand has no derivative. */
  public boolean applies(Case subject) {
    return subject.differentiable() || (this != VJP && this != SECOND_DERIVATIVE);
  }

  /**
   * Checks a case on a few random draws.
   *
   * @throws AssertionError with the draw that failed
   */
  public void run(Backend backend, Case subject, long seed) {
    for (int number = 0; number < DRAWS; number++) {
      Draw draw = new Draw(seed, subject.toString(), number);
      Application application = subject.drawn().apply(draw);
      try (Scope scope = Scope.open()) {
        body(subject).run(backend, application, draw);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(
            subject
                + ", "
                + title
                + ", draw "
                + number
                + " of seed "
                + seed
                + ", "
                + application
                + ": "
                + failure.getMessage(),
            failure);
      }
    }
  }

  private Body body(Case subject) {
    return switch (this) {
      case VALUE_FLOAT32 -> new ValueCheck(DType.FLOAT32, Rounding.TOLERANCE);
      case VALUE_FLOAT64 -> new ValueCheck(DType.FLOAT64, ROUNDING_FLOAT64);
      case VALUE_BFLOAT16 ->
          new ValueCheck(
              DType.FLOAT32, subject.isProduct() ? ROUNDING_BFLOAT16 : Rounding.TOLERANCE);
      case VJP -> new GradientCheck();
      case SECOND_DERIVATIVE -> new SecondDerivativeCheck();
      case COMPILED_FLOAT32 -> new CompiledCheck(DType.FLOAT32, Rounding.TOLERANCE);
      case COMPILED_FLOAT64 -> new CompiledCheck(DType.FLOAT64, ROUNDING_FLOAT64);
      case OWNERSHIP -> new OwnershipCheck();
    };
  }

  /** The column's head. */
  @Override
  public String toString() {
    return title;
  }
}
