package org.ncsn.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.evaluation.InceptionScore.Score;
import org.ncsn.random.NoiseSource;

/**
 * Everything that is measured of one set of images, in one pass over their features: statistics,
 * Inception scores, what they are taken for, and the features of some of them.
 */
public final class MeasuredSet implements Consumer<Features> {
  /** Parts that the published Inception scores are of. */
  public static final int PARTS = 10;

  private final FeatureSums sums;
  private final Optional<InceptionScore> inParts;
  private final InceptionScore whole;
  private final PredictedClasses predicted;
  private final HostArray kept;
  private final int[] chosen;
  private int taken;
  private int seen;

  /**
   * @param network whose features come
   * @param images how many will come
   * @param keep of so many images, chosen at random, features are kept
   * @param noise decides of which
   */
  public MeasuredSet(FeatureNetwork network, int images, int keep, NoiseSource noise) {
    this.sums = new FeatureSums(network.features());
    this.inParts =
        images < PARTS
            ? Optional.empty()
            : Optional.of(new InceptionScore(images, PARTS, network.classes()));
    this.whole = new InceptionScore(images, 1, network.classes());
    this.predicted = new PredictedClasses(network.classes());
    this.chosen = Arrays.copyOf(noise.permutation(images), Math.min(keep, images));
    Arrays.sort(chosen);
    this.kept =
        HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(chosen.length, network.features())));
  }

  @Override
  public void accept(Features found) {
    HostArray features = found.features().to(DType.FLOAT32);
    sums.add(features);
    HostArray probabilities = Softmax.of(found.logits());
    inParts.ifPresent(score -> score.addProbabilities(probabilities));
    whole.addProbabilities(probabilities);
    predicted.addProbabilities(probabilities);
    int length = features.shape().extent(1);
    while (taken < chosen.length && chosen[taken] < seen + found.count()) {
      int from = (chosen[taken] - seen) * length;
      HostArray.copy(features, from, kept, taken * length, length);
      taken++;
    }
    seen += found.count();
  }

  /**
   * The set for distances.
   *
   * @throws IllegalStateException if there are fewer than two images
   */
  public FeatureSet set() {
    return new FeatureSet(sums.statistics(), Optional.of(kept));
  }

  /**
   * Which of the images the features that were kept are of.
   *
   * @param row of the features of {@link #set()}
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int image(int row) {
    return chosen[row];
  }

  /** The Inception score of {@link #PARTS} parts, if there are so many images. */
  public Optional<Score> scoreInParts() {
    return inParts.map(InceptionScore::score);
  }

  /** The Inception score of all images as one part. */
  public Score score() {
    return whole.score();
  }

  /** What the images are taken for. */
  public PredictedClasses predicted() {
    return predicted;
  }
}
