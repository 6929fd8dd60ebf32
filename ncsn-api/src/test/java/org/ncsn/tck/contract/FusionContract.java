package org.ncsn.tck.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Probabilities;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Shaping;
import org.ncsn.tck.Rounding;
import org.ncsn.tck.reference.ReferenceEngine;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/**
 * Operations that an engine may compute together, around a convolution: the result is that of one
 * after the other, and whatever else is made of a result in between sees it as it was.
 */
public abstract class FusionContract extends Contract {
  private static final int CHANNELS = 16;

  protected FusionContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void aBiasIsAddedToAConvolution() {
    isTheSameCompiled(in -> List.of(convolved(in).add(in.get(2))));
  }

  @Test
  void imagesAreAddedToAConvolution() {
    isTheSameCompiled(in -> List.of(convolved(in).add(in.get(0)), in.get(0).add(convolved(in))));
  }

  @Test
  void aBiasAndImagesAreAddedToAConvolution() {
    isTheSameCompiled(in -> List.of(convolved(in).add(in.get(2)).add(in.get(0))));
  }

  @Test
  void aConvolutionIsAddedToAnother() {
    isTheSameCompiled(
        in -> {
          Tensor first = convolved(in);
          Tensor second = convolved(List.of(first, in.get(1)));
          return List.of(first.add(second), second.add(second));
        });
  }

  @Test
  void aSumIsActivated() {
    isTheSameCompiled(
        in -> {
          Tensor sum = convolved(in).add(in.get(0));
          return List.of(Elementwise.elu(sum));
        });
  }

  @Test
  void everythingInBetweenIsUsedElsewhere() {
    isTheSameCompiled(
        in -> {
          Tensor convolved = convolved(in);
          Tensor biased = convolved.add(in.get(2));
          Tensor sum = biased.add(in.get(0));
          Tensor active = Elementwise.elu(sum);
          return List.of(convolved.multiply(2), biased.square(), sum, active, active.add(sum));
        });
  }

  @Test
  void imagesAreActivatedAndUsedElsewhere() {
    isTheSameCompiled(
        in -> {
          Tensor active = Elementwise.elu(in.get(0));
          return List.of(active, Elementwise.elu(active), in.get(0).add(active));
        });
  }

  @Test
  void aNormIsScaledAndActivated() {
    isTheSameCompiled(in -> List.of(normalized(in)));
  }

  @Test
  void gradientsOfANormFlowToAllThatItIsMadeOf() {
    isTheSameCompiled(in -> gradients(in, FusionContract::normalized));
  }

  @Test
  void gradientsFlowThroughAResidualBranch() {
    isTheSameCompiled(
        in ->
            gradients(
                in, x -> Elementwise.elu(convolved(x).add(x.get(2))).add(normalized(x)).square()));
  }

  @Test
  void aNormOfGroupsOfChannelsIsScaledAndActivated() {
    isTheSameCompiled(in -> gradients(in, FusionContract::normalizedInGroups));
  }

  /** As U-Nets have it: statistics of groups from those of channels, and swish. */
  @Test
  void firstAndSecondDerivativesOfAGatedNormAreRight() {
    UnaryOperator<List<Tensor>> function =
        in -> {
          Tensor x = in.get(0).watched();
          Tensor scale = in.get(1).watched();
          Tensor gated = gated(x, scale);
          Tensor gradient = Gradients.differentiable(gated.square().sum(), x);
          List<Tensor> second = Gradients.of(gradient.square().sum(), List.of(x, scale));
          return List.of(gated, gradient, second.get(0), second.get(1));
        };
    List<HostArray> inputs =
        List.of(
            noise.normal(DType.FLOAT64, Shape.of(2, 5, 4, CHANNELS)),
            noise.normal(DType.FLOAT64, Shape.of(CHANNELS)));
    Rounding rounding;
    try (Backend exact = Backend.over("exact", new ReferenceEngine(), false)) {
      rounding = Rounding.of(exact, inputs, function);
    }
    List<Tensor> rounded =
        inputs.stream().map(input -> backend().tensor(input.to(DType.FLOAT32))).toList();
    try (CompiledProgram program =
        backend().compile("gated", rounded.stream().map(Tensor::type).toList(), function)) {
      rounding.assertTensorsRounded("derivatives of a norm", program.run(rounded));
    }
  }

  @Test
  void attentionIsTheSame() {
    isTheSameCompiled(
        in -> {
          Tensor pixels = in.get(0).reshape(40, CHANNELS);
          return gradients(
              List.of(pixels, pixels.multiply(0.5)),
              x ->
                  Probabilities.softmax(
                          Matrices.matmul(x.get(0), Shaping.transpose(x.get(1), 1, 0)))
                      .square());
        });
  }

  @Test
  void momentsAndAveragesMoveTogether() {
    isTheSameCompiled(
        in -> {
          Tensor gradient = in.get(1);
          Tensor mean = gradient.multiply(0.1).add(gradient.square().multiply(0.9));
          Tensor square = gradient.square().multiply(0.001).add(0.5);
          Tensor moved = gradient.subtract(mean.divide(square.sqrt().add(1e-8)).multiply(0.3));
          return List.of(mean, square, moved, moved.multiply(0.25).add(gradient.multiply(0.75)));
        });
  }

  @Test
  void sumsOverEverythingAndOverTheBatchAreTaken() {
    isTheSameCompiled(
        in -> {
          Tensor active = Elementwise.tanh(in.get(0).add(in.get(2)));
          return List.of(
              Reductions.sum(active, false),
              Reductions.mean(active, true, 0, 1, 2),
              Reductions.max(active, false, 1, 2),
              Reductions.sumOfSquares(active, true, 3),
              Reductions.sum(active, false, 1, 2, 3));
        });
  }

  private static Tensor normalized(List<Tensor> in) {
    return normalized(convolved(in).add(in.get(2)));
  }

  private static Tensor normalized(Tensor x) {
    Tensor differences = x.subtract(Reductions.mean(x, true, 1, 2));
    Tensor variance = Reductions.mean(differences.square(), true, 1, 2);
    Tensor means = Reductions.mean(x, true, 1, 2);
    Tensor scale = Elementwise.reciprocalSqrt(variance.add(1e-5)).multiply(means.add(2));
    return Elementwise.elu(differences.multiply(scale).add(means.multiply(0.5)));
  }

  private static Tensor normalizedInGroups(List<Tensor> in) {
    Tensor x = in.get(0).reshape(2, 20, 4, CHANNELS / 4);
    Tensor differences = x.subtract(Reductions.mean(x, true, 1, 3));
    Tensor variance = Reductions.mean(differences.square(), true, 1, 3);
    Tensor h = differences.multiply(Elementwise.reciprocalSqrt(variance.add(1e-5)));
    Tensor scaled = h.reshape(in.get(0).shape().extents()).multiply(in.get(2));
    return scaled.multiply(Elementwise.sigmoid(scaled));
  }

  private static Tensor gated(Tensor x, Tensor scale) {
    Tensor differences = x.subtract(ofGroups(Reductions.mean(x, true, 1, 2)));
    Tensor variance = ofGroups(Reductions.mean(differences.square(), true, 1, 2));
    Tensor factor = Elementwise.reciprocalSqrt(variance.add(1e-5)).multiply(scale);
    Tensor scaled = differences.multiply(factor).add(scale);
    return scaled.multiply(Elementwise.sigmoid(scaled));
  }

  /** Means over four neighbouring channels, for each of them. */
  private static Tensor ofGroups(Tensor channels) {
    Shape groups = Shape.of(2, CHANNELS / 4, 4);
    Tensor means = Reductions.mean(channels.reshape(groups.extents()), true, 2);
    return means.broadcastTo(groups).reshape(channels.shape().extents());
  }

  /** The result of a function, and its gradients with respect to all that it is a function of. */
  private static List<Tensor> gradients(List<Tensor> in, Function<List<Tensor>, Tensor> function) {
    List<Tensor> watched = in.stream().map(Tensor::watched).toList();
    Tensor result = function.apply(watched);
    List<Tensor> all = new ArrayList<>(List.of(result));
    all.addAll(Gradients.of(Reductions.sum(result, false), watched));
    return all;
  }

  private static Tensor convolved(List<Tensor> in) {
    return Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 1, 1));
  }

  private void isTheSameCompiled(UnaryOperator<List<Tensor>> function) {
    List<Tensor> inputs =
        List.of(normal(2, 5, 4, CHANNELS), normal(3, 3, CHANNELS, CHANNELS), normal(CHANNELS));
    try (CompiledProgram program =
        backend().compile("fused", inputs.stream().map(Tensor::type).toList(), function)) {
      isComputed(function, program, inputs);
    }
  }
}
