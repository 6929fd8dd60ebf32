package org.ncsn.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.nn.ClassLikelihood;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostCondition;
import org.ncsn.nn.JoinedNetwork;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Tensor;

/**
 * The score of noisy data of a class, by a classifier of noisy data: {@code s(x, t) + weight grad_x
 * log p(class | x, t)} (Song et al. 2021, section 5). With a weight of 1 it is Bayes' rule; larger
 * ones make samples more typical of their class, and less varied. Its weights are those of the
 * score, then those of the classifier.
 *
 * <pre>{@code
 * ScoreFunction guided = new ClassifierGuidance(score, classifier, ve::deviation, 1);
 * HostWeights both = JoinedNetwork.join(scoreWeights, classifierWeights);
 * }</pre>
 *
 * @param score of data of any class
 * @param classifier of noisy data
 * @param told what the classifier is told of a time, if it is told any
 * @param weight of the classifier's gradient
 */
public record ClassifierGuidance(
    ScoreFunction score, Classifier classifier, DoubleUnaryOperator told, double weight)
    implements ChangedScore {
  /**
   * @throws IllegalArgumentException if the weight is no number, or the score has other classes
   */
  public ClassifierGuidance {
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "classifier guidance: the weight is a number, found " + weight);
    }
    score
        .classes()
        .filter(known -> known.count() != classifier.classes())
        .ifPresent(
            known -> {
              throw new IllegalArgumentException(
                  "classifier guidance: the score is told one of "
                      + known.count()
                      + " classes, the classifier knows "
                      + classifier.classes());
            });
  }

  @Override
  public JoinedNetwork network() {
    return new JoinedNetwork(score.network(), classifier);
  }

  @Override
  public Optional<Conditioning.Classes> classes() {
    return Optional.of(new Conditioning.Classes(classifier.classes(), false));
  }

  /** What the classifier is told, and the class that it shall find. */
  private Conditioning taken() {
    return classifier.conditioning().withClasses(classifier.classes());
  }

  @Override
  public List<TensorType> types(TensorType batch) {
    List<TensorType> types = new ArrayList<>(score.types(batch));
    types.addAll(taken().types(batch));
    return types;
  }

  @Override
  public List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch) {
    List<HostArray> all =
        new ArrayList<>(score.at(times, classes.filter(any -> score.classes().isPresent()), batch));
    all.addAll(new HostCondition(noise(times, batch), classes).told(taken(), batch));
    return all;
  }

  private Optional<HostArray> noise(HostArray times, TensorType batch) {
    if (!classifier.conditioning().knowsNoise()) {
      return Optional.empty();
    }
    boolean levels = classifier.conditioning().noise() instanceof Conditioning.Levels;
    return Optional.of(times.to(DType.FLOAT64).map(told).to(levels ? DType.INT32 : batch.dtype()));
  }

  @Override
  public Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> all) {
    int ofScore = score.types(x.type()).size();
    JoinedNetwork both = network();
    Tensor found = score.score(both.ofFirst(weights), mode, x, all.subList(0, ofScore));
    List<Tensor> rest = all.subList(ofScore, all.size());
    // What differentiates the score itself, a likelihood, watches x already.
    Tensor at = x.recording() == null ? x.watched() : x;
    Pass pass =
        new Pass(
            both.ofSecond(weights),
            classifier.conditioning().of(rest.subList(0, rest.size() - 1)),
            mode);
    Tensor likelihood =
        ClassLikelihood.log(classifier.classify(pass, at), rest.get(rest.size() - 1));
    return found.add(Gradients.differentiable(likelihood.sum(), at).multiply(weight));
  }
}
