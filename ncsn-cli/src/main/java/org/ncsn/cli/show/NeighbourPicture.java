package org.ncsn.cli.show;

import java.awt.image.BufferedImage;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.data.Dataset;
import org.ncsn.data.NearestNeighbours.Neighbour;

/** Images, each in a row with the ones of a data set that are nearest to it. */
public final class NeighbourPicture {
  private NeighbourPicture() {}

  /**
   * Draws them.
   *
   * @param images {@code [n,H,W,C]}: the first column
   * @param neighbours as many of each image: the columns behind it
   * @param among what neighbours are of
   */
  public static BufferedImage of(
      HostArray images, List<List<Neighbour>> neighbours, Dataset among) {
    int columns = 1 + neighbours.get(0).size();
    int length = among.sampleShape().intSize();
    float[] values = new float[neighbours.size() * columns * length];
    for (int row = 0; row < neighbours.size(); row++) {
      int to = row * columns * length;
      System.arraycopy(images.floats(), row * length, values, to, length);
      int[] indices = neighbours.get(row).stream().mapToInt(Neighbour::index).toArray();
      float[] found = among.batch(indices).floats();
      System.arraycopy(found, 0, values, to + length, found.length);
    }
    HostArray all = HostArray.of(images.shape().with(0, neighbours.size() * columns), values);
    return ImageFolder.comfortable(ImageGrid.of(all, columns));
  }

  /** Images as pictures show them, with values in [0,1]. */
  public static HostArray clamped(HostArray images) {
    HostArray clamped = HostArray.zeros(images.type());
    for (int i = 0; i < clamped.floats().length; i++) {
      clamped.floats()[i] = Math.max(0f, Math.min(1f, images.floats()[i]));
    }
    return clamped;
  }
}
