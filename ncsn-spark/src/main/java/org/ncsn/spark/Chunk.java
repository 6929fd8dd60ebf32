package org.ncsn.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** Images that are drawn at once and lie in one part: from a number on, so many. */
final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final int first;
  private final int count;

  private Chunk(int number, int first, int count) {
    this.number = number;
    this.first = first;
    this.count = count;
  }

  /**
   * The chunks of all images. They are those of one machine: engines round a batch of another size
   * otherwise.
   *
   * @param images how many in all
   * @param batch how many at once
   */
  static List<Chunk> of(int images, int batch) {
    return IntStream.rangeClosed(0, (images - 1) / batch)
        .mapToObj(k -> new Chunk(k, k * batch, Math.min(batch, images - k * batch)))
        .toList();
  }

  int number() {
    return number;
  }

  int first() {
    return first;
  }

  int count() {
    return count;
  }
}
