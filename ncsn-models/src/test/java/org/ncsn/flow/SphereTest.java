package org.ncsn.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ncsn.tck.Agreement.assertClose;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** Arcs between latents. */
class SphereTest {
  private static final HostArray FROM = HostArray.of(Shape.of(2, 2), 3.0, 0, 1, 1);
  private static final HostArray TO = HostArray.of(Shape.of(2, 2), 0.0, 3, 2, 2);

  @Test
  void leadsAlongTheArcAndBetweenParallelsStraightOn() {
    double half = 3 * Math.sqrt(0.5);
    HostArray expected = HostArray.of(Shape.of(2, 2), half, half, 1.5, 1.5);
    assertClose("half of the way", Sphere.between(FROM, TO, 0.5), expected, 1e-12);
    HostArray third =
        HostArray.of(Shape.of(2, 2), 3 * Math.cos(Math.PI / 6), 1.5, 4 / 3.0, 4 / 3.0);
    assertClose("a third of it", Sphere.between(FROM, TO, 1 / 3.0), third, 1e-12);
  }

  @Test
  void beginsAndEndsAtItsEnds() {
    assertClose("begin", Sphere.between(FROM, TO, 0), FROM, 1e-15);
    assertClose("end", Sphere.between(FROM, TO, 1), TO, 1e-15);
  }

  @Test
  void whatPointsInOppositeDirectionsIsJoinedByALine() {
    HostArray half = Sphere.between(FROM, FROM.map(x -> -2 * x), 0.5);
    assertClose("half of the way", half, FROM.map(x -> -x / 2), 1e-12);
  }

  @Test
  void joinsLatentsOfOneTypeOnly() {
    assertThatThrownBy(() -> Sphere.between(FROM, TO.slice(0, 1), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found float64[2,2] and float64[1,2]");
  }
}
