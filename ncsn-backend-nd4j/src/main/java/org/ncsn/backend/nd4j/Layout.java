package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.compiler.Axes;
import org.ncsn.vector.Access;
import org.ncsn.vector.Space;

/**
 * How the axes of a program's arrays become images, rows and width of a sweep.
 *
 * @param first which of these three the first axis is
 */
record Layout(Axes axes, int first) {
  private static final int IMAGES = 0;
  private static final int ROWS = 1;

  /** Rows from here on are cut into blocks; several shorter ones make one. */
  private static final int LONG = 512;

  /**
   * A layout in which arrays of these shapes can be read and written, if there is one. It does not
   * depend on the extent of the first axis.
   *
   * @param sums shapes of results that are added up
   * @param usedSums those of them that are used again: of rows
   */
  static Optional<Layout> of(
      Shape space, Collection<Shape> shapes, Collection<Shape> sums, Collection<Shape> usedSums) {
    List<Shape> all = new ArrayList<>(shapes);
    all.addAll(sums);
    all.add(space);
    Axes axes = Axes.of(space, all);
    List<Layout> possible =
        switch (axes.count()) {
          case 0, 1 -> List.of(new Layout(axes, ROWS));
          case 2 -> {
            Layout images = new Layout(axes, IMAGES);
            Layout rows = new Layout(axes, ROWS);
            yield axes.extents().get(1) < LONG ? List.of(rows, images) : List.of(images, rows);
          }
          case 3 -> List.of(new Layout(axes, IMAGES));
          default -> List.of();
        };
    return possible.stream().filter(layout -> layout.suits(sums, usedSums)).findFirst();
  }

  Space space() {
    return new Space(extent(0), extent(1), extent(2));
  }

  private int extent(int place) {
    int axis = place - first;
    return axis >= 0 && axis < axes.count() ? axes.extents().get(axis) : 1;
  }

  /** How an array lies in the space. */
  Access access(Shape shape) {
    List<Boolean> own = axes.of(shape);
    boolean[] all = new boolean[3];
    for (int i = 0; i < own.size(); i++) {
      all[first + i] = own.get(i);
    }
    return new Access(all[0], all[1], all[2]);
  }

  private boolean suits(Collection<Shape> sums, Collection<Shape> usedSums) {
    return extent(2) <= Space.WIDEST
        && sums.stream().map(this::access).allMatch(this::isSum)
        && usedSums.stream().map(this::access).allMatch(Access::rows);
  }

  /** Sums are of rows, each with its image, or over all rows. */
  private boolean isSum(Access kept) {
    return !kept.rows()
        || (first + axes.count() == 3 && !kept.width() && (kept.images() || first == ROWS));
  }
}
