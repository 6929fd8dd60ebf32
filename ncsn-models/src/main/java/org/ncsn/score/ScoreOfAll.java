package org.ncsn.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Tensor;

/**
 * The score of data of any class, of a score that can be told that there is none: for whoever tells
 * no classes, such as a likelihood, or the way between images of different classes.
 *
 * @param score is told a class or none
 */
public record ScoreOfAll(ScoreFunction score) implements ChangedScore {
  /**
   * @throws IllegalArgumentException if the score cannot be told that there is no class
   */
  public ScoreOfAll {
    if (score.classes().filter(Conditioning.Classes::orNone).isEmpty()) {
      throw new IllegalArgumentException(
          "score of all: takes a score that is told a class or none, this one is told "
              + score.classes().map(Conditioning.Classes::toString).orElse("nothing of classes"));
    }
  }

  /** The score itself if it is told no class. */
  public static ScoreFunction of(ScoreFunction score) {
    return score.classes().isEmpty() ? score : new ScoreOfAll(score);
  }

  /** None is told. */
  @Override
  public Optional<Conditioning.Classes> classes() {
    return Optional.empty();
  }

  @Override
  public List<TensorType> types(TensorType batch) {
    return score.types(batch);
  }

  @Override
  public List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch) {
    return score.at(times, Optional.of(none(score, batch)), batch);
  }

  /** No class for each sample of a batch, as a score is told it, {@code int32 [N]}. */
  static HostArray none(ScoreFunction score, TensorType batch) {
    int[] none = new int[batch.shape().extent(0)];
    Arrays.fill(none, score.classes().orElseThrow().none());
    return HostArray.of(Shape.of(none.length), none);
  }

  @Override
  public Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> told) {
    return score.score(weights, mode, x, told);
  }
}
