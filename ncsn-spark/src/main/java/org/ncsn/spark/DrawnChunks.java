package org.ncsn.spark;

import java.io.Serializable;

/** What a task says of the images that it wrote. */
final class DrawnChunks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int images;
  private final int lost;

  DrawnChunks(int images, int lost) {
    this.images = images;
    this.lost = lost;
  }

  int images() {
    return images;
  }

  /** How many of them diverged. */
  int lost() {
    return lost;
  }

  DrawnChunks and(DrawnChunks others) {
    return new DrawnChunks(images + others.images, lost + others.lost);
  }
}
