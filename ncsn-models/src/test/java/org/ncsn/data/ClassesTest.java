package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

class ClassesTest {
  private final Dataset samples = Dataset.of(HostArray.of(Shape.of(4, 1), 0f, 1f, 2f, 3f));
  private final Classes classes = Classes.of(3, 2, 0, 1, 1);

  @Test
  void goWithTheirSamples() {
    Dataset known = samples.with(classes);

    assertThat(known.batch(3, 0)).isEqualTo(samples.batch(3, 0));
    assertThat(known.classes().orElseThrow().batch(3, 0))
        .isEqualTo(HostArray.of(Shape.of(2), new int[] {1, 2}));
    assertThat(samples.classes()).isEmpty();
  }

  @Test
  void goWithASelectionOfThem() {
    Dataset part = Selection.range(Preparation.NONE.mapped(samples.with(classes)), 2, 4);

    Classes chosen = part.classes().orElseThrow();
    assertThat(chosen.samples()).isEqualTo(2);
    assertThat(chosen.count()).isEqualTo(3);
    assertThat(chosen.at(0)).isEqualTo(classes.at(2));
    assertThat(classes.range(1, 3).batch(0, 1))
        .isEqualTo(HostArray.of(Shape.of(2), new int[] {0, 1}));
  }

  @Test
  void areThoseThatThereAre() {
    for (int none : new int[] {-1, 3}) {
      assertThatThrownBy(() -> Classes.of(3, 0, none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("classes: there is no class " + none + ", they are numbered 0 to 2");
    }
  }

  @Test
  void areAsManyAsTheSamples() {
    assertThatThrownBy(() -> samples.with(Classes.of(3, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 4 samples and 2 classes");
  }
}
