package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

class RecognitionTest {
  private static final float SURE = 10;

  @Test
  void countsClassesAndWhatIsSure() {
    Recognition recognition = new Recognition(3);
    recognition.add(HostArray.of(Shape.of(2, 3), SURE, 0, 0, 0, 0, 1));
    recognition.add(HostArray.of(Shape.of(2, 3), 0, 0, SURE, 0, SURE, 0));
    assertThat(recognition.counts()).containsExactly(1, 1, 2);
    assertThat(recognition.confidentShare()).isEqualTo(0.75);
  }

  @Test
  void isEvenIfAllClassesComeEquallyOften() {
    Recognition recognition = new Recognition(3);
    recognition.add(HostArray.of(Shape.of(3, 3), SURE, 0, 0, 0, SURE, 0, 0, 0, SURE));
    assertThat(recognition.evenness()).isCloseTo(1, within(1e-12));
  }

  @Test
  void isUnevenIfOnlyOneComes() {
    Recognition recognition = new Recognition(3);
    recognition.add(HostArray.of(Shape.of(2, 3), SURE, 0, 0, SURE, 0, 0));
    assertThat(recognition.evenness()).isZero();
  }
}
