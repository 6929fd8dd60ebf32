package org.ncsn.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** What is drawn is where it should be; the places of points far apart give the axes' scales. */
class PlanePlotTest {
  private static final int WIDTH = 400;

  @Test
  void bothAxesHaveOneScaleAndUpIsUp() {
    double[] left = centre(plot().points(point(-6, -6)));
    double[] right = centre(plot().points(point(6, -6)));
    double[] top = centre(plot().points(point(-6, 6)));

    assertThat(right[0] - left[0]).isCloseTo(left[1] - top[1], within(1.5)).isGreaterThan(200);
    assertThat(right[1]).isCloseTo(left[1], within(1.0));
    assertThat(top[0]).isCloseTo(left[0], within(1.0));
  }

  @Test
  void shadesAndArrowsStandWhereTheGridHasThem() {
    PlaneGrid grid = new PlaneGrid(8, 8);
    double[] values = new double[grid.size()];
    HostArray arrows = HostArray.of(Shape.of(grid.size(), 2), new double[2 * grid.size()]);
    int chosen = 8 * 6 + 1;
    values[chosen] = 1;
    arrows.doubles()[2 * chosen] = 1;

    double[] expected = centre(plot().points(point(grid.x(chosen), grid.y(chosen))));
    double[] shade = centre(plot().shades(grid, HostArray.of(Shape.of(64), values), 1));
    double[] arrow = centre(plot().arrows(grid, arrows, 1));

    assertThat(grid.x(chosen)).isEqualTo(5);
    assertThat(grid.y(chosen)).isEqualTo(-5);
    assertThat(shade[0]).isCloseTo(expected[0], within(2.0));
    assertThat(shade[1]).isCloseTo(expected[1], within(2.0));
    // Its head weighs more than its tail.
    assertThat(arrow[0]).isCloseTo(expected[0], within(12.0));
    assertThat(arrow[1]).isCloseTo(expected[1], within(3.0));
  }

  @Test
  void aPageHoldsItsRows() {
    PlanePlot plot = plot();
    PlotPage.Row row = new PlotPage.Row("row", List.of(plot, plot, plot));
    BufferedImage one = PlotPage.of(List.of(row));
    BufferedImage two = PlotPage.of(List.of(row, row));

    assertThat(two.getWidth()).isEqualTo(one.getWidth()).isGreaterThan(900);
    assertThat(two.getHeight()).isGreaterThan(one.getHeight() + 300);
  }

  private static PlanePlot plot() {
    return new PlanePlot("title", "subtitle", 8);
  }

  private static HostArray point(double x, double y) {
    return HostArray.of(Shape.of(1, 2), x, y);
  }

  /** The centre of what the plot has more than an empty one. */
  private static double[] centre(PlanePlot plot) {
    BufferedImage empty = plot().image(WIDTH);
    BufferedImage image = plot.image(WIDTH);
    double[] sum = new double[2];
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) != empty.getRGB(x, y)) {
          sum[0] += x;
          sum[1] += y;
          count++;
        }
      }
    }
    assertThat(count).isPositive();
    return new double[] {sum[0] / count, sum[1] / count};
  }
}
