package org.ncsn.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private final ConfusionMatrix confusion =
      ConfusionMatrix.of(3, new int[] {0, 0, 1, 2, 2}, new int[] {0, 1, 1, 0, 2});

  @Test
  void countsWhatWasTakenForWhat() {
    assertThat(confusion.at(0, 1)).isEqualTo(1);
    assertThat(confusion.at(1, 0)).isZero();
    assertThat(confusion.at(2, 0)).isEqualTo(1);
    assertThat(confusion.of(2)).isEqualTo(2);
  }

  @Test
  void tellsTheShareThatWasRecognised() {
    assertThat(confusion.samples()).isEqualTo(5);
    assertThat(confusion.recognised()).isEqualTo(3);
    assertThat(confusion.accuracy()).isEqualTo(0.6);
  }

  @Test
  void refusesSamplesThatWereNotLookedAt() {
    assertThatThrownBy(() -> ConfusionMatrix.of(3, new int[2], new int[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("confusion: 2 samples, but 1 were recognised");
  }
}
