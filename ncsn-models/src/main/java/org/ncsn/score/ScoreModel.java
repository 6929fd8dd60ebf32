package org.ncsn.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostCondition;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.tensor.Tensor;

/**
 * The score of noisy data at any time of a noise process: a network, what it is told of a time, and
 * how its output becomes a score.
 *
 * @param network what is evaluated
 * @param noise the process that makes the data noisy
 * @param told what the network is told of a time: a continuous number, or the index of a level
 * @param output how the network's output becomes a score
 */
public record ScoreModel(
    ScoreNetwork network, NoiseProcess noise, DoubleUnaryOperator told, OutputRule output)
    implements ScoreFunction {
  /**
   * @throws IllegalArgumentException if the process has more levels than the network knows
   */
  public ScoreModel {
    if (network.conditioning().noise() instanceof Conditioning.Levels taken
        && noise instanceof NoiseLevels levels
        && levels.count() > taken.count()) {
      throw new IllegalArgumentException(
          "score model: the network takes " + taken + ", the noise process has " + levels.count());
    }
  }

  /** A network whose output is the score, and that is told a time as it is, if it is told any. */
  public static ScoreModel of(ScoreNetwork network, NoiseProcess noise) {
    return new ScoreModel(network, noise, DoubleUnaryOperator.identity(), OutputRule.SCORE);
  }

  @Override
  public Optional<Conditioning.Classes> classes() {
    return network.conditioning().classes();
  }

  @Override
  public List<TensorType> types(TensorType batch) {
    List<TensorType> types = new ArrayList<>(network.conditioning().types(batch));
    if (output.needsDeviation()) {
      types.add(deviationType(batch));
    }
    return types;
  }

  /** Whether scoring takes the time of each sample. */
  public boolean needsTime() {
    return network.conditioning().knowsNoise() || output.needsDeviation();
  }

  @Override
  public List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch) {
    HostCondition condition = new HostCondition(noise(times, batch), classes);
    List<HostArray> all = new ArrayList<>(condition.told(network.conditioning(), batch));
    if (output.needsDeviation()) {
      TensorType type = deviationType(batch);
      all.add(each(times, type.shape(), noise::deviation).to(type.dtype()));
    }
    return all;
  }

  private Optional<HostArray> noise(HostArray times, TensorType batch) {
    Conditioning.Noise taken = network.conditioning().noise();
    if (taken instanceof Conditioning.Nothing) {
      return Optional.empty();
    }
    HostArray numbers = each(times, times.shape(), told);
    return Optional.of(
        numbers.to(taken instanceof Conditioning.Levels ? DType.INT32 : batch.dtype()));
  }

  /** A function of each time, in {@code float64}. */
  static HostArray each(HostArray times, Shape shape, DoubleUnaryOperator function) {
    return times.to(DType.FLOAT64).map(function).reshape(shape);
  }

  private static TensorType deviationType(TensorType batch) {
    return batch.with(batch.shape().column());
  }

  @Override
  public Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> told) {
    int conditions = told.size() - (output.needsDeviation() ? 1 : 0);
    Pass pass = new Pass(weights, network.conditioning().of(told.subList(0, conditions)), mode);
    Tensor found = network.score(pass, x);
    return output.needsDeviation() ? output.score(found, told.get(conditions)) : found;
  }
}
