package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

class PredictedClassesTest {
  private static final float SURE = 10;

  @Test
  void countsClassesAndWhatIsSure() {
    PredictedClasses predicted = new PredictedClasses(3);
    predicted.add(HostArray.of(Shape.of(2, 3), SURE, 0, 0, 0, 0, 1));
    predicted.add(HostArray.of(Shape.of(2, 3), 0, 0, SURE, 0, SURE, 0));
    assertThat(predicted.counts()).containsExactly(1, 1, 2);
    assertThat(predicted.confidentShare()).isEqualTo(0.75);
  }

  @Test
  void isEvenIfAllClassesComeEquallyOften() {
    PredictedClasses predicted = new PredictedClasses(3);
    predicted.add(HostArray.of(Shape.of(3, 3), SURE, 0, 0, 0, SURE, 0, 0, 0, SURE));
    assertThat(predicted.evenness()).isCloseTo(1, within(1e-12));
  }

  @Test
  void isUnevenIfOnlyOneComes() {
    PredictedClasses predicted = new PredictedClasses(3);
    predicted.add(HostArray.of(Shape.of(2, 3), SURE, 0, 0, SURE, 0, 0));
    assertThat(predicted.evenness()).isZero();
  }
}
