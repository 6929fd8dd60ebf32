package org.ncsn.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.kernel.Kernels;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Cases;
import org.ncsn.tck.check.Check;
import org.ncsn.tensor.Backend;

/** The kit catches what is wrong with an engine, and complains of nothing else. */
class BrokenBackendTest {
  private static final long SEED = 20;

  static Stream<Fault> faults() {
    return Stream.of(
            ElementwiseFaults.all(),
            ArrangementFaults.all(),
            ImageFaults.all(),
            ProgramFaults.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsFound(Fault fault) {
    try (Backend broken = Backend.over("broken", fault.engine(), false)) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> runAll(broken, fault.primitive(), fault.check()))
          .withMessageContainingAll(
              fault.primitive(), fault.check().toString(), "of seed " + SEED, "operands [");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void withoutTheFaultNothingIsFound(Fault fault) {
    try (Backend sound = ReferenceBackend.open()) {
      assertThatCode(() -> runAll(sound, fault.primitive(), fault.check()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyKernelHasAFault() {
    List<String> kernels =
        Stream.of(Kernels.class.getRecordComponents())
            .flatMap(family -> Stream.of(family.getType().getMethods()))
            .map(Method::getName)
            // Not kernels: how others are made of them.
            .filter(name -> !List.of("composed", "release").contains(name))
            .distinct()
            .toList();
    assertThat(faults().map(Fault::name).map(name -> name.replaceAll(":.*", "")))
        .containsAll(kernels);
  }

  private static void runAll(Backend backend, String primitive, Check check) {
    List<Case> cases = Cases.of(primitive);
    assertThat(cases).isNotEmpty();
    cases.forEach(subject -> check.run(backend, subject, SEED));
  }
}
