package org.ncsn.tck;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.ncsn.spi.BackendOptions;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Cases;
import org.ncsn.tck.check.Check;
import org.ncsn.tck.contract.AccuracyContract;
import org.ncsn.tck.contract.FusionContract;
import org.ncsn.tck.contract.MemoryContract;
import org.ncsn.tck.contract.NanGuardContract;
import org.ncsn.tck.contract.OperandContract;
import org.ncsn.tck.contract.ProgramContract;
import org.ncsn.tck.contract.RepetitionContract;
import org.ncsn.tck.contract.ScopeContract;
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
 * {@code -Dncsn.tck.draws=100} looks longer. Nothing can be skipped: a limit of an engine is a
 * failure here until the kit knows of it. The table of results, with the seed, is printed and
 * written to {@code target/conformance-<backend>.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformance {
  private static final long SEED = seed(System.getProperty("ncsn.tck.seed", "2019"));

  private Backend backend;
  private Backend guarded;
  private ConformanceTable table;

  /** Opens the backend; called with and without the NaN guard. */
  protected abstract Backend open(BackendOptions options);

  @BeforeAll
  final void openBackends() {
    backend = open(BackendOptions.defaults());
    guarded = open(BackendOptions.defaults().withNanGuard());
    table = new ConformanceTable(backend.toString(), SEED);
  }

  @AfterAll
  final void publishTable() {
    table.publish(backend.name());
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
        .map(
            check ->
                dynamicTest(
                    subject + ", " + check,
                    () -> table.record(subject, check, () -> check.run(backend, subject, SEED))));
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

  /** The same again. */
  @Nested
  class Repetition extends RepetitionContract {
    Repetition() {
      super(() -> backend);
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
