package org.ncsn.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ncsn.engine.Capability;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Cases;
import org.ncsn.tck.check.Check;

class ConformanceTableTest {
  private final ConformanceTable table =
      new ConformanceTable("an engine", 7, Set.of(Capability.BFLOAT16));
  private final List<Case> slices = Cases.of("slice");

  @Test
  void saysOfNothingThatItPassedBeforeItRan() {
    assertThat(table.render())
        .contains("# Conformance of an engine", "Seed 7", "| slice | NOT RUN 2 of 2 |")
        .doesNotContain("passed 1", "passed 2", "FAILED");
  }

  @Test
  void saysWhatTheEngineLacks() {
    assertThat(table.render())
        .contains("The engine lacks bfloat16, as it says; what needs that was not checked.")
        .containsPattern("\\| slice \\| NOT RUN 2 of 2 \\| NOT RUN 2 of 2 \\| lacks bfloat16 \\|")
        .doesNotContain("lacks float64");
  }

  @Test
  void countsWhatPassed() {
    slices.forEach(subject -> table.record(subject, Check.VALUE_FLOAT32, () -> {}));
    assertThat(table.render()).contains("| slice | passed 2 | NOT RUN 2 of 2 |");
  }

  @Test
  void saysHowManyAreMissing() {
    table.record(slices.get(0), Check.VALUE_FLOAT32, () -> {});
    assertThat(table.render()).contains("| slice | NOT RUN 1 of 2 |");
  }

  @Test
  void oneFailureFailsTheCell() {
    table.record(slices.get(0), Check.VALUE_FLOAT32, () -> {});
    assertThatThrownBy(
            () ->
                table.record(
                    slices.get(1),
                    Check.VALUE_FLOAT32,
                    () -> {
                      throw new AssertionError("wrong");
                    }))
        .hasMessage("wrong");
    assertThat(table.render()).contains("| slice | FAILED 1 of 2 |");
  }

  @Test
  void saysWhereACheckMakesNoSense() {
    assertThat(table.render()).containsPattern("\\| fill \\|.*no operands.*no operands");
  }
}
