package org.ncsn.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Tensor;

/**
 * The score of noisy data of a class, led away from that of all data: {@code (1 + weight) s(x, t,
 * class) - weight s(x, t, none)} (Ho and Salimans, "Classifier-Free Diffusion Guidance", equation
 * 6). A weight of 0 is the score of the class itself; larger ones make samples more typical of
 * their class, and less varied. The scores are two evaluations, one behind the other: one of a
 * batch twice as large is no faster on processors, and takes twice the memory.
 *
 * <pre>{@code
 * ScoreFunction guided = new ClassifierFreeGuidance(score, 2);
 * }</pre>
 *
 * @param score is told a class or none
 * @param weight at least 0
 */
public record ClassifierFreeGuidance(ScoreFunction score, double weight) implements ChangedScore {
  /**
   * @throws IllegalArgumentException if the weight is negative, or the score cannot be told that
   *     there is no class
   */
  public ClassifierFreeGuidance {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(
          "classifier-free guidance: the weight is at least 0, found " + weight);
    }
    if (score.classes().filter(Conditioning.Classes::orNone).isEmpty()) {
      throw new IllegalArgumentException(
          "classifier-free guidance: takes a score that is told a class or none, this one is told "
              + score.classes().map(Conditioning.Classes::toString).orElse("nothing of classes"));
    }
  }

  /** What the score takes, for the classes and once more for none. */
  @Override
  public List<TensorType> types(TensorType batch) {
    return twice(score.types(batch), score.types(batch));
  }

  @Override
  public List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch) {
    HostArray nothing = ScoreOfAll.none(score, batch);
    return twice(score.at(times, classes, batch), score.at(times, Optional.of(nothing), batch));
  }

  private static <T> List<T> twice(List<T> ofClass, List<T> ofAll) {
    List<T> both = new ArrayList<>(ofClass);
    both.addAll(ofAll);
    return both;
  }

  @Override
  public Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> told) {
    int middle = told.size() / 2;
    Tensor ofClass = score.score(weights, mode, x, told.subList(0, middle));
    Tensor ofAll = score.score(weights, mode, x, told.subList(middle, told.size()));
    return ofClass.multiply(1 + weight).subtract(ofAll.multiply(weight));
  }
}
