package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepClockTest {
  private long nanos;
  private final KeepClock clock = new KeepClock(() -> nanos);

  @Test
  void isDueEveryHalfMinute() {
    pass(Duration.ofSeconds(29));
    assertThat(clock.isDue()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(clock.isDue()).isTrue();

    clock.timed(() -> pass(Duration.ofMillis(100)));

    assertThat(clock.isDue()).isFalse();
    pass(Duration.ofSeconds(30));
    assertThat(clock.isDue()).isTrue();
  }

  @Test
  void takesAFiftiethOfTheTimeWhereWritingTakesLong() {
    clock.timed(() -> pass(Duration.ofSeconds(6)));

    pass(Duration.ofSeconds(299));
    assertThat(clock.isDue()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(clock.isDue()).isTrue();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
