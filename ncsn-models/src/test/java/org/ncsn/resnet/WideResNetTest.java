package org.ncsn.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.golden.Golden;
import org.ncsn.nn.ClassLikelihood;
import org.ncsn.nn.Condition;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** The classifier of noisy images answers as published, and so do its gradients. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class WideResNetTest {
  @org.junit.jupiter.params.Parameter Backend backend;

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT64", "FLOAT32"})
  void answersAsPublished(DType dtype) {
    boolean exact = dtype == DType.FLOAT64;
    Map<String, HostArray> file = Golden.npz("sde_jax", "classifier.npz");
    try (Scope scope = Scope.open()) {
      Tensor x = backend.tensor(file.get("x").to(dtype)).watched();
      Tensor logits = logits(GoldenWideResNet.weights(dtype), x, file.get("sigma").to(dtype));
      assertClose("logits", logits.toHost(), file.get("logits_f64"), exact ? 1e-9 : 1e-4);

      Tensor likelihood =
          ClassLikelihood.log(logits, backend.tensor(file.get("labels").to(DType.INT32)));
      HostArray gradient = Gradients.of(likelihood.sum(), x).toHost();
      assertClose("gradient", gradient, file.get("gradient_f64"), exact ? 1e-8 : 1e-3);
    }
  }

  private Tensor logits(HostWeights weights, Tensor x, HostArray sigma) {
    Condition condition = Condition.continuous(backend.tensor(sigma));
    return GoldenWideResNet.network().classify(new Pass(weights.on(backend), condition), x);
  }

  /** An image of one colour has no deviation by which it could be divided. */
  @Test
  void answersForAPlainImageToo() {
    HostWeights weights = GoldenWideResNet.weights(DType.FLOAT32);
    TensorType plain = new TensorType(DType.FLOAT32, Shape.of(1, 8, 8, 3));
    try (Scope scope = Scope.open()) {
      Tensor x = backend.tensor(HostArray.zeros(plain)).watched();
      Tensor logits = logits(weights, x, HostArray.of(Shape.of(1), 0.01f));
      assertThat(logits.toHost().isFinite()).isTrue();
      assertThat(Gradients.of(logits.sum(), x).toHost().isFinite()).isTrue();
    }
  }

  /** Counted from the published network's description, frequencies included. */
  @Test
  void isAsLargeAsDescribed() {
    WideResNet network = new WideResNet(ChannelNorm.CIFAR10, 4, 10, 10);
    long numbers = network.parameters().stream().map(Parameter::shape).mapToLong(Shape::size).sum();
    long convolutions =
        network.parameters().stream().filter(each -> each.shape().rank() == 4).count();
    assertThat(convolutions).isEqualTo(1 + 3 * 4 * 2);
    assertThat(numbers).isGreaterThan(36_000_000);
  }

  @Test
  void beginsWithLogitsThatAreNeitherNoneNorLarge() {
    HostWeights fresh = HostWeights.initial(GoldenWideResNet.network(), NoiseSource.seeded(1));
    HostArray images = NoiseSource.seeded(2).uniform(DType.FLOAT32, Shape.of(2, 8, 8, 3));
    try (Scope scope = Scope.open()) {
      HostArray logits =
          logits(fresh, backend.tensor(images), HostArray.of(Shape.of(2), 0.1f, 10f)).toHost();
      for (int i = 0; i < logits.shape().intSize(); i++) {
        assertThat(Math.abs(logits.at(i))).isBetween(1e-6, 20.0);
      }
    }
  }

  @Test
  void refusesImagesThatItCannotHalveAndOtherChannels() {
    for (Shape shape : List.of(Shape.of(1, 6, 8, 3), Shape.of(1, 8, 8, 1))) {
      try (Scope scope = Scope.open()) {
        Tensor x = backend.tensor(HostArray.zeros(new TensorType(DType.FLOAT32, shape)));
        assertThatIllegalArgumentException()
            .isThrownBy(
                () ->
                    logits(
                        GoldenWideResNet.weights(DType.FLOAT32), x, HostArray.of(Shape.of(1), 1f)))
            .withMessage(
                "wide resnet: images are [N,H,W,3] with sides divisible by 4, found " + shape);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WideResNet(ChannelNorm.CIFAR10, 0, 1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new ChannelNorm(List.of(1.0), List.of()));
  }
}
