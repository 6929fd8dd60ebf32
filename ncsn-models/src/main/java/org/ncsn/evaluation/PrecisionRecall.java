package org.ncsn.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.ncsn.array.HostArray;

/**
 * Precision and recall of samples (Kynkäänniemi et al. 2019): the share of the samples that lie
 * where images do, and of the images that lie where samples do. Where a set lies, say balls around
 * its features that reach to the k-th nearest other one of them.
 *
 * @param precision how good samples are
 * @param recall how much of the images they cover
 */
public record PrecisionRecall(double precision, double recall) {
  /** Neighbours that a ball reaches to, as published. */
  public static final int NEIGHBOURS = 3;

  /** Features that are compared at once. */
  private static final int BLOCK = 1024;

  /**
   * Of samples against images, better as many of the one as of the other.
   *
   * @param images {@code float32 [n,D]}
   * @param samples {@code float32 [m,D]}
   * @param neighbours that a ball reaches to
   * @throws IllegalArgumentException if a set has no more than these
   */
  public static PrecisionRecall of(
      HostArray images, HostArray samples, int neighbours, InnerProducts products) {
    if (Math.min(images.shape().extent(0), samples.shape().extent(0)) <= neighbours) {
      throw new IllegalArgumentException(
          "precision and recall: either set has more than "
              + neighbours
              + " images, found "
              + images.type()
              + " and "
              + samples.type());
    }
    Search search = new Search(products, neighbours);
    double[] aroundImages = search.radii(images);
    double[] aroundSamples = search.radii(samples);
    boolean[] samplesInside = new boolean[aroundSamples.length];
    boolean[] imagesInside = new boolean[aroundImages.length];
    search.each(
        images,
        samples,
        (image, sample, squared) -> {
          samplesInside[sample] |= squared <= aroundImages[image];
          imagesInside[image] |= squared <= aroundSamples[sample];
        });
    return new PrecisionRecall(share(samplesInside), share(imagesInside));
  }

  private static double share(boolean... inside) {
    int count = 0;
    for (boolean one : inside) {
      count += one ? 1 : 0;
    }
    return (double) count / inside.length;
  }

  private record Search(InnerProducts products, int neighbours) {
    /** Squared radii of the balls around features. */
    double[] radii(HostArray centres) {
      List<PriorityQueue<Double>> nearest = new ArrayList<>();
      for (int i = 0; i < centres.shape().extent(0); i++) {
        nearest.add(new PriorityQueue<>((a, b) -> Double.compare(b, a)));
      }
      each(
          centres,
          centres,
          (centre, other, squared) -> {
            if (centre != other) {
              keep(nearest.get(centre), squared);
            }
          });
      return nearest.stream().mapToDouble(PriorityQueue::element).toArray();
    }

    private void keep(PriorityQueue<Double> nearest, double squared) {
      if (nearest.size() < neighbours) {
        nearest.add(squared);
      } else if (squared < nearest.element()) {
        nearest.remove();
        nearest.add(squared);
      }
    }

    void each(HostArray one, HostArray two, Pairs pairs) {
      double[] squaresOfOne = squares(one);
      double[] squaresOfTwo = squares(two);
      for (int row = 0; row < squaresOfOne.length; row += BLOCK) {
        HostArray rows = one.slice(row, Math.min(row + BLOCK, squaresOfOne.length));
        for (int column = 0; column < squaresOfTwo.length; column += BLOCK) {
          HostArray columns = two.slice(column, Math.min(column + BLOCK, squaresOfTwo.length));
          double[] inner = products.of(rows, columns).doubles();
          int width = columns.shape().extent(0);
          for (int i = 0; i < inner.length; i++) {
            int a = row + i / width;
            int b = column + i % width;
            pairs.pair(a, b, squaresOfOne[a] + squaresOfTwo[b] - 2 * inner[i]);
          }
        }
      }
    }
  }

  private static double[] squares(HostArray features) {
    int length = features.shape().extent(1);
    double[] squares = new double[features.shape().extent(0)];
    Arrays.setAll(
        squares,
        row -> {
          double sum = 0;
          for (int i = row * length; i < (row + 1) * length; i++) {
            double value = features.floats()[i];
            sum += value * value;
          }
          return sum;
        });
    return squares;
  }

  /** Sees the squared distance of one feature vector from another. */
  private interface Pairs {
    void pair(int one, int two, double squaredDistance);
  }
}
