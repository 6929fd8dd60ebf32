package org.ncsn.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.Shape;

class AxesTest {
  private static final Shape IMAGES = Shape.of(5, 4, 3, 2);

  @Test
  void anArrayAloneHasOneAxis() {
    Axes axes = Axes.of(IMAGES, List.of(IMAGES));
    assertThat(axes.extents()).containsExactly(120);
    assertThat(axes.of(IMAGES)).containsExactly(true);
    assertThat(axes.of(Shape.scalar())).containsExactly(false);
  }

  @Test
  void pixelsAreOneAxisBesideImagesAndChannels() {
    Shape eachChannel = Shape.of(5, 1, 1, 2);
    Axes axes = Axes.of(IMAGES, List.of(IMAGES, eachChannel));
    assertThat(axes.extents()).containsExactly(5, 12, 2);
    assertThat(axes.of(eachChannel)).containsExactly(true, false, true);
    assertThat(axes.of(Shape.of(2))).containsExactly(false, false, true);
  }

  @Test
  void oneImageHasTheAxesOfABatch() {
    Shape image = Shape.of(1, 4, 3, 2);
    Axes axes = Axes.of(image, List.of(image, Shape.of(1, 1, 1, 2), Shape.of(2)));
    assertThat(axes.extents()).containsExactly(1, 12, 2);
  }

  @Test
  void otherAxesOfExtentOneAreNone() {
    Shape space = Shape.of(4, 1, 3);
    Axes axes = Axes.of(space, List.of(space, Shape.of(3)));
    assertThat(axes.extents()).containsExactly(4, 3);
    assertThat(axes.of(Shape.of(1, 3))).containsExactly(false, true);
  }

  @Test
  void aNumberHasNoAxes() {
    assertThat(Axes.of(Shape.scalar(), List.of(Shape.scalar())).count()).isZero();
  }
}
