package org.ncsn.cli.plot;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * The middles of equal square cells that fill the square [-limit, limit]^2 of the plane, column by
 * column.
 *
 * @param limit half the square's side
 * @param cells cells along each side
 */
public record PlaneGrid(double limit, int cells) {
  /** Number of points. */
  public int size() {
    return cells * cells;
  }

  /** The side of a cell. */
  public double cell() {
    return 2 * limit / cells;
  }

  /** The first coordinate of a point. */
  public double x(int index) {
    return middle(index / cells);
  }

  /** The second coordinate of a point. */
  public double y(int index) {
    return middle(index % cells);
  }

  private double middle(int index) {
    return (index + 0.5) * cell() - limit;
  }

  /** All points, {@code float32 [n,2]}. */
  public HostArray points() {
    float[] points = new float[2 * size()];
    for (int i = 0; i < size(); i++) {
      points[2 * i] = (float) x(i);
      points[2 * i + 1] = (float) y(i);
    }
    return HostArray.of(Shape.of(size(), 2), points);
  }
}
