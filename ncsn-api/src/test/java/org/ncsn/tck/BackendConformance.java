package org.ncsn.tck;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.ncsn.engine.Capability;
import org.ncsn.spi.BackendOptions;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Cases;
import org.ncsn.tck.check.Check;
import org.ncsn.tck.contract.AccuracyContract;
import org.ncsn.tck.contract.FusionContract;
import org.ncsn.tck.contract.MemoryContract;
import org.ncsn.tck.contract.NanGuardContract;
import org.ncsn.tck.contract.NotANumberContract;
import org.ncsn.tck.contract.OperandContract;
import org.ncsn.tck.contract.ProgramContract;
import org.ncsn.tck.contract.RepetitionContract;
import org.ncsn.tck.contract.RoundingContract;
import org.ncsn.tck.contract.ScopeContract;
import org.ncsn.tck.contract.TimingContract;
import org.ncsn.tck.contract.TransferContract;
import org.ncsn.tck.contract.UseContract;
import org.ncsn.tensor.Backend;

/**
 * The kit that a backend passes. A backend's test is
 *
 * <pre>{@code
 * class MyConformanceTest extends BackendConformance {
 *   @Override
 *   protected Backend open(BackendOptions options) {
 *     return Backends.open("my-engine", options);
 *   }
 * }
 * }</pre>
 *
 * Every primitive is compared with the reference, its derivatives with finite differences, its
 * compiled form with its eager one, on shapes drawn at random. The seed is fixed, so that a build
 * that passed passes again; {@code -Dncsn.tck.seed=random} (or a number) looks elsewhere, and
 * {@code -Dncsn.tck.draws=100} looks longer. What an engine {@linkplain
 * org.ncsn.engine.Engine#lacks() says} that it lacks is left out, and the table says so; nothing
 * else can be skipped. The table of results, with the seed, is printed and written to {@code
 * target/conformance-<backend>.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformance {
  private static final long SEED = seed(System.getProperty("ncsn.tck.seed", "2019"));

  private Backend backend;
  private Backend guarded;
  private Optional<Backend> rounding = Optional.empty();
  private ConformanceTable table;

  /**
   * Opens the backend; called with and without the NaN guard, and for bfloat16, which one that
   * lacks it refuses with a {@link org.ncsn.error.UserError}.
   */
  protected abstract Backend open(BackendOptions options);

  @BeforeAll
  final void openBackends() {
    backend = open(BackendOptions.defaults());
    guarded = open(BackendOptions.defaults().withNanGuard());
    if (!backend.lacks().contains(Capability.BFLOAT16)) {
      rounding = Optional.of(openRounding());
    }
    table = new ConformanceTable(backend.toString(), SEED, backend.lacks());
  }

  private Backend openRounding() {
    return open(new BackendOptions(0, "auto", BackendOptions.Precision.BFLOAT16, false));
  }

  @AfterAll
  final void publishTable() {
    table.publish(backend.name());
    rounding.ifPresent(Backend::close);
    guarded.close();
    backend.close();
  }

  @TestFactory
  final Stream<DynamicNode> primitives() {
    return Cases.all().stream()
        .map(Case::family)
        .distinct()
        .map(family -> dynamicContainer(family, inFamily(family)));
  }

  private static long seed(String setting) {
    return setting.equals("random") ? System.nanoTime() % 1_000_000 : Long.parseLong(setting);
  }

  private Stream<DynamicNode> inFamily(String family) {
    return Cases.all().stream()
        .filter(subject -> subject.family().equals(family))
        .map(subject -> dynamicContainer(subject.toString(), checks(subject)));
  }

  private Stream<DynamicNode> checks(Case subject) {
    return List.of(Check.values()).stream()
        .filter(check -> check.applies(subject))
        .filter(check -> check.needs().filter(backend.lacks()::contains).isEmpty())
        .map(
            check ->
                dynamicTest(
                    subject + ", " + check,
                    () ->
                        table.record(
                            subject, check, () -> check.run(asked(check), subject, SEED))));
  }

  private Backend asked(Check check) {
    return check == Check.VALUE_BFLOAT16 ? rounding.orElseThrow() : backend;
  }

  /** Hard numbers. */
  @Nested
  class Accuracy extends AccuracyContract {
    Accuracy() {
      super(() -> backend);
    }
  }

  /** Values in and out. */
  @Nested
  class Transfers extends TransferContract {
    Transfers() {
      super(() -> backend);
    }
  }

  /** Operands that do not fit. */
  @Nested
  class Operands extends OperandContract {
    Operands() {
      super(() -> backend);
    }
  }

  /** Tensors and programs at the wrong place or time. */
  @Nested
  class Uses extends UseContract {
    Uses() {
      super(() -> backend);
    }
  }

  /** Memory. */
  @Nested
  class Scopes extends ScopeContract {
    Scopes() {
      super(() -> backend);
    }
  }

  /** Compiled programs. */
  @Nested
  class Memory extends MemoryContract {
    Memory() {
      super(() -> backend);
    }
  }

  @Nested
  class Programs extends ProgramContract {
    Programs() {
      super(() -> backend);
    }
  }

  /** Operations that may become one. */
  @Nested
  class Fusions extends FusionContract {
    Fusions() {
      super(() -> backend);
    }
  }

  /** What is not a number. */
  @Nested
  class NotANumber extends NotANumberContract {
    NotANumber() {
      super(() -> backend);
    }
  }

  /** The same again. */
  @Nested
  class Repetition extends RepetitionContract {
    Repetition() {
      super(() -> backend);
    }
  }

  /** How long each step takes. */
  @Nested
  class Timing extends TimingContract {
    Timing() {
      super(() -> backend);
    }
  }

  /** Rounded products. */
  @Nested
  class Rounding extends RoundingContract {
    Rounding() {
      super(() -> backend, () -> rounding, BackendConformance.this::openRounding);
    }
  }

  /** The search for NaN. */
  @Nested
  class NanGuard extends NanGuardContract {
    NanGuard() {
      super(() -> guarded, () -> backend);
    }
  }
}
