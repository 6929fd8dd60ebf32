package org.ncsn.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;

/**
 * The Inception score (Salimans et al. 2016), {@code exp E KL(p(y|x) | p(y))}, of consecutive parts
 * of a set of images: part i of k holds the images i n / k to (i + 1) n / k, rounded down. Images
 * come one batch after the other, in order.
 */
public final class InceptionScore {
  private final int images;
  private final int classes;

  /** For each part, the sum of {@code p ln p} over images and classes. */
  private final double[] sums;

  /** For each part, the sum of the probabilities of each class. */
  private final double[][] totals;

  private int done;

  /**
   * @param images how many will come
   * @param parts how many scores there are
   * @throws IllegalArgumentException if there is not an image for each part
   */
  public InceptionScore(int images, int parts, int classes) {
    if (parts < 1 || images < parts) {
      throw new IllegalArgumentException(
          "Inception score: " + images + " images cannot be cut into " + parts + " parts");
    }
    this.images = images;
    this.classes = classes;
    this.sums = new double[parts];
    this.totals = new double[parts][classes];
  }

  /**
   * Scores of the parts.
   *
   * @param mean their mean
   * @param deviation their standard deviation, divided by their number
   */
  public record Score(List<Double> parts, double mean, double deviation) {
    public Score {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The score of images by their logits.
   *
   * @param logits {@code [n,classes]}
   */
  public static Score ofLogits(HostArray logits, int parts) {
    InceptionScore score = of(logits, parts);
    score.addLogits(logits);
    return score.score();
  }

  /**
   * The score of images by the probabilities of their classes.
   *
   * @param probabilities {@code [n,classes]}; 0 ln 0 is 0
   */
  public static Score ofProbabilities(HostArray probabilities, int parts) {
    InceptionScore score = of(probabilities, parts);
    score.addProbabilities(probabilities);
    return score.score();
  }

  private static InceptionScore of(HostArray all, int parts) {
    return new InceptionScore(all.shape().extent(0), parts, all.shape().extent(1));
  }

  /**
   * Adds the next images.
   *
   * @param logits {@code [n,classes]}
   */
  public void addLogits(HostArray logits) {
    addProbabilities(Softmax.of(logits));
  }

  /**
   * Adds the next images.
   *
   * @param probabilities {@code [n,classes]}
   */
  public void addProbabilities(HostArray probabilities) {
    int more = probabilities.shape().extent(0);
    if (more > images - done || probabilities.shape().extent(1) != classes) {
      throw new IllegalArgumentException(
          "Inception score: "
              + probabilities.type()
              + " does not go behind "
              + done
              + " of "
              + images
              + " images of "
              + classes
              + " classes");
    }
    for (int i = 0; i < more; i++) {
      int part = partOf(done++);
      for (int y = 0; y < classes; y++) {
        double p = probabilities.at(i * classes + y);
        totals[part][y] += p;
        sums[part] += timesLog(p);
      }
    }
  }

  /** The first part that ends behind an image. */
  private int partOf(int image) {
    return IntStream.range(0, sums.length)
        .filter(i -> image < beginOf(i + 1))
        .findFirst()
        .orElseThrow();
  }

  private int beginOf(int part) {
    return (int) ((long) part * images / sums.length);
  }

  private static double timesLog(double p) {
    return p > 0 ? p * Math.log(p) : 0;
  }

  /**
   * The score.
   *
   * @throws IllegalStateException if images are missing
   */
  public Score score() {
    if (done < images) {
      throw new IllegalStateException("Inception score: " + done + " of " + images + " images");
    }
    List<Double> scores =
        IntStream.range(0, sums.length).mapToObj(part -> Math.exp(divergence(part))).toList();
    return new Score(scores, Moments.mean(scores), Moments.deviation(scores));
  }

  private double divergence(int part) {
    double count = beginOf(part + 1) - beginOf(part);
    double entropy = Arrays.stream(totals[part]).map(total -> timesLog(total / count)).sum();
    return sums[part] / count - entropy;
  }
}
