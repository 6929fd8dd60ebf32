package org.ncsn.autograd;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ncsn.tck.TensorAssert.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

class GradientsTest {
  private final Backend backend = ReferenceBackend.open();

  @Test
  void theChainRuleHolds() {
    Tensor x = variable(0.3, -1.2);
    Tensor gradient = Gradients.of(Elementwise.exp(x.square()).sum(), x);
    assertThat(gradient)
        .isCloseTo(numbers(2 * 0.3 * Math.exp(0.09), 2 * -1.2 * Math.exp(1.44)).toHost(), 1e-12);
  }

  @Test
  void whatIsUsedSeveralTimesGetsTheSumOfItsGradients() {
    Tensor x = variable(3);
    Tensor y = x.multiply(x).add(x).add(x);
    assertThat(Gradients.of(y.sum(), x)).hasValues(8);
  }

  @Test
  void aVariableThatIsNotUsedHasZeros() {
    Tensor x = variable(1, 2);
    Tensor unused = variable(3, 4, 5);
    List<Tensor> gradients = Gradients.of(x.sum(), List.of(x, unused));
    assertThat(gradients.get(0)).hasValues(1, 1);
    assertThat(gradients.get(1)).hasValues(0, 0, 0);
  }

  @Test
  void aConstantHasNoGradientToGive() {
    assertThat(Gradients.of(numbers(1, 2).sum(), variable(3))).hasValues(0);
  }

  @Test
  void aVariableIsItsOwnGradientsSource() {
    Tensor x = variable(5);
    assertThat(Gradients.of(x, x)).hasValues(1);
  }

  @Test
  void twoVariablesOverOneTensorAreDistinct() {
    Tensor shared = numbers(2);
    Tensor a = shared.watched();
    Tensor b = shared.watched();
    List<Tensor> gradients = Gradients.of(a.square().multiply(b).sum(), List.of(a, b));
    assertThat(gradients.get(0)).hasValues(8);
    assertThat(gradients.get(1)).hasValues(4);
  }

  @Test
  void intermediateResultsAreVariablesToo() {
    Tensor x = variable(3);
    Tensor y = x.square();
    Tensor z = y.square();
    assertThat(Gradients.of(z.sum(), y)).hasValues(18);
    List<Tensor> both = Gradients.of(z.sum(), List.of(x, y));
    assertThat(both.get(0)).hasValues(108);
    assertThat(both.get(1)).hasValues(18);
  }

  @Test
  void detachingCutsTheGradient() {
    Tensor x = variable(3);
    assertThat(Gradients.of(x.detached().multiply(x).sum(), x)).hasValues(3);
  }

  @Test
  void aTensorThatIsNotWatchedIsRefused() {
    Tensor x = numbers(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gradients.of(variable(1).sum(), x))
        .withMessage("gradient: float64[2] is not watched; call watched() before using it");
  }

  @Test
  void onlyAScalarHasAGradient() {
    Tensor x = variable(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gradients.of(x, x))
        .withMessage("gradient: only a scalar has one, found float64[2]; sum it first");
  }

  @Test
  void thirdDerivativesFollow() {
    Tensor x = variable(2, -1);
    Tensor quintic = Elementwise.power(x, 5);
    Tensor first = Gradients.differentiable(quintic.sum(), x);
    Tensor second = Gradients.differentiable(first.sum(), x);
    Tensor third = Gradients.of(second.sum(), x);
    assertThat(first).isCloseTo(numbers(80, 5).toHost(), 1e-12);
    assertThat(second).isCloseTo(numbers(160, -20).toHost(), 1e-12);
    assertThat(third).isCloseTo(numbers(240, 60).toHost(), 1e-12);
  }

  @Test
  void aFunctionOfAGradientHasAGradient() {
    // The norm of the gradient of x^2 y, as in a gradient penalty.
    Tensor x = variable(1.5);
    Tensor y = variable(-0.5);
    Tensor slope = Gradients.differentiable(x.square().multiply(y).sum(), x);
    List<Tensor> gradients = Gradients.of(slope.square().sum(), List.of(x, y));
    assertThat(gradients.get(0)).isCloseTo(numbers(8 * 1.5 * 0.25).toHost(), 1e-12);
    assertThat(gradients.get(1)).isCloseTo(numbers(8 * 2.25 * -0.5).toHost(), 1e-12);
  }

  @Test
  void theGradientOfALinearFunctionIsAConstant() {
    Tensor x = variable(1, 2);
    Tensor slope = Gradients.differentiable(x.multiply(3).sum(), x);
    assertThat(Gradients.of(slope.sum(), x)).hasValues(0, 0);
  }

  @Test
  void aFirstOrderGradientRecordsNothing() {
    Tensor x = variable(1, 2);
    Tensor gradient = Gradients.of(x.square().sum(), x);
    org.assertj.core.api.Assertions.assertThat(gradient.recording()).isNull();
  }

  @Test
  void equalMaximaShareTheGradient() {
    Tensor x = variable(1, 4, 4, 2);
    assertThat(Gradients.of(Reductions.max(x, false), x)).hasValues(0, 0.5, 0.5, 0);
  }

  @Test
  void ofTwoEqualOperandsTheFirstGetsTheGradient() {
    Tensor a = variable(4);
    Tensor b = variable(4);
    List<Tensor> gradients = Gradients.of(Elementwise.maximum(a, b).sum(), List.of(a, b));
    assertThat(gradients.get(0)).hasValues(1);
    assertThat(gradients.get(1)).hasValues(0);
  }

  @Test
  void tenThousandOperationsInARowDoNotOverflowTheStack() {
    Tensor x = variable(1);
    Tensor y = x;
    for (int i = 0; i < 10_000; i++) {
      y = y.multiply(1.0001);
    }
    assertThat(Gradients.of(y.sum(), x))
        .isCloseTo(numbers(Math.pow(1.0001, 10_000)).toHost(), 1e-9);
    assertThat(Gradients.differentiable(y.sum(), x))
        .isCloseTo(numbers(Math.pow(1.0001, 10_000)).toHost(), 1e-9);
  }

  @Test
  void aDiamondIsWalkedOnce() {
    // 2^200 paths lead from the end to the beginning.
    Tensor x = variable(1);
    Tensor y = x;
    for (int i = 0; i < 200; i++) {
      y = y.add(y).multiply(0.5);
    }
    assertThat(Gradients.of(y.sum(), x)).hasValues(1);
  }

  private Tensor numbers(double... numbers) {
    return backend.tensor(HostArray.of(Shape.of(numbers.length), numbers));
  }

  private Tensor variable(double... numbers) {
    return numbers(numbers).watched();
  }
}
