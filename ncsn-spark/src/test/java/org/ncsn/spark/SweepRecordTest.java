package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

/** A sweep is trained where its driver wrote it down, and nowhere else. */
class SweepRecordTest {
  @TempDir private Path run;

  @Test
  void refusesAFolderThatIsNotTheDrivers() {
    SweepTrial trial = new SweepTrial("rates-001", "optim.lr 1", "optim: {lr: 1}");
    SweepRecord record = new SweepRecord(run, "rates");

    assertThatThrownBy(() -> record.requireHolding(trial))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another folder than at the driver");

    record.claim(List.of(trial));
    assertThatCode(() -> record.requireHolding(trial)).doesNotThrowAnyException();
  }

  @Test
  void takesMoreTrialsButNoOthers() {
    SweepTrial one = new SweepTrial("rates-001", "optim.lr 1", "optim: {lr: 1}");
    SweepTrial two = new SweepTrial("rates-002", "optim.lr 2", "optim: {lr: 2}");
    SweepRecord record = new SweepRecord(run, "rates");
    record.claim(List.of(one));

    assertThatCode(() -> record.claim(List.of(one, two))).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> record.claim(List.of(new SweepTrial("rates-001", "optim.lr 2", "other"))))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("rates-001 was another experiment before than optim.lr 2");
  }
}
