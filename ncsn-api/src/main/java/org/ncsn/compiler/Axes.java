package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ncsn.array.Shape;

/**
 * The axes of a space as several arrays see it together, each of which extends along some axes and
 * is repeated along the others: neighbours that all of them treat alike are one, and axes of extent
 * 1 are none, but for the first: one image is a batch, too. Images {@code [N,H,W,C]} with a bias
 * for each channel of each image have the axes {@code N}, {@code HW} and {@code C}.
 *
 * @param space the shape that all arrays broadcast to
 * @param extents extents of the axes; their product is the size of the space
 * @param firsts for each axis, the first of the space's own that it is made of
 */
public record Axes(Shape space, List<Integer> extents, List<Integer> firsts) {
  public Axes {
    extents = List.copyOf(extents);
    firsts = List.copyOf(firsts);
  }

  /** The fewest axes for arrays of the given shapes, each of which broadcasts to the space. */
  public static Axes of(Shape space, Collection<Shape> shapes) {
    List<Integer> extents = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    List<Boolean> before = List.of();
    for (int i = 0; i < space.rank(); i++) {
      int axis = i;
      int extent = space.extent(axis);
      if (extent == 1 && axis > 0) {
        continue;
      }
      List<Boolean> now = shapes.stream().map(shape -> extendsAlong(space, shape, axis)).toList();
      int last = extents.size() - 1;
      if (last >= 0 && now.equals(before)) {
        extents.set(last, Math.multiplyExact(extents.get(last), extent));
      } else {
        extents.add(extent);
        firsts.add(axis);
      }
      before = now;
    }
    return new Axes(space, extents, firsts);
  }

  /** How many there are. */
  public int count() {
    return extents.size();
  }

  /** For each axis, whether one of the arrays extends along it, or else is repeated. */
  public List<Boolean> of(Shape shape) {
    return firsts.stream().map(axis -> extendsAlong(space, shape, axis)).toList();
  }

  private static boolean extendsAlong(Shape space, Shape shape, int axis) {
    int own = axis - (space.rank() - shape.rank());
    return own >= 0 && shape.extent(own) == space.extent(axis);
  }
}
