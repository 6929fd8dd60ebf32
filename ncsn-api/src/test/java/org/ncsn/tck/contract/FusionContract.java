package org.ncsn.tck.contract;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
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
