package org.ncsn.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Tensor;

/**
 * The exact score of noisy data from a mixture of normal distributions, {@code sum_k w_k N(m_k, s^2
 * I)}.
 *
 * @param noise what makes the data noisy
 * @param shares w_k
 * @param means m_k, each {@code [1,...]}
 * @param deviation s
 */
public record MixtureScore(
    NoiseProcess noise, List<Double> shares, List<HostArray> means, double deviation)
    implements ScoreFunction {
  /** The data of a case's file. */
  public static MixtureScore of(Map<String, HostArray> data, NoiseProcess noise) {
    List<HostArray> means = new ArrayList<>();
    HostArray images = TorchArrays.images(data.get("means"), DType.FLOAT64);
    for (int k = 0; k < images.shape().extent(0); k++) {
      means.add(images.slice(k, k + 1));
    }
    return new MixtureScore(
        noise,
        Arrays.stream(data.get("weights").to(DType.FLOAT64).doubles()).boxed().toList(),
        means,
        data.get("std").scalar());
  }

  @Override
  public Network network() {
    return () -> List.<Parameter>of();
  }

  @Override
  public List<TensorType> types(TensorType batch) {
    TensorType column = batch.with(batch.shape().column());
    return List.of(column, column);
  }

  @Override
  public List<HostArray> at(HostArray times, Optional<HostArray> classes, TensorType batch) {
    return List.of(
        each(times, noise::mean, batch),
        each(
            times,
            time -> {
              double spread = noise.mean(time) * deviation;
              return spread * spread + noise.deviation(time) * noise.deviation(time);
            },
            batch));
  }

  private static HostArray each(HostArray times, DoubleUnaryOperator of, TensorType batch) {
    double[] values = new double[times.shape().intSize()];
    Arrays.setAll(values, i -> of.applyAsDouble(times.at(i)));
    return HostArray.of(batch.shape().column(), values).to(batch.dtype());
  }

  @Override
  public Tensor score(Weights weights, Mode mode, Tensor x, List<Tensor> told) {
    Tensor variance = told.get(1);
    List<Tensor> ways = new ArrayList<>();
    List<Tensor> logs = new ArrayList<>();
    int[] others = new int[x.shape().rank() - 1];
    Arrays.setAll(others, axis -> axis + 1);
    for (int k = 0; k < shares.size(); k++) {
      Tensor mean = x.constant(means.get(k).to(x.dtype())).multiply(told.get(0));
      Tensor way = mean.subtract(x);
      ways.add(way);
      Tensor squares = Reductions.sumOfSquares(way, true, others);
      logs.add(squares.divide(variance).multiply(-0.5).add(Math.log(shares.get(k))));
    }
    Tensor most = logs.stream().reduce(Elementwise::maximum).orElseThrow();
    List<Tensor> parts = logs.stream().map(log -> Elementwise.exp(log.subtract(most))).toList();
    Tensor all = parts.stream().reduce(Tensor::add).orElseThrow();
    Tensor sum = ways.get(0).multiply(parts.get(0).divide(all));
    for (int k = 1; k < ways.size(); k++) {
      sum = sum.add(ways.get(k).multiply(parts.get(k).divide(all)));
    }
    return sum.divide(variance);
  }
}
