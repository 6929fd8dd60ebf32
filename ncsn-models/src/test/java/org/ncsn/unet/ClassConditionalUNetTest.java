package org.ncsn.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Pass;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** A U-Net that is told classes is the published one, and a table. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class ClassConditionalUNetTest {
  private static final HostArray X =
      NoiseSource.seeded(1).normal(DType.FLOAT64, Shape.of(3, 8, 8, 3));

  @Parameter Backend backend;

  private static UNet network(OptionalInt classes) {
    return new UNet(
        new UNetSizes(Shape.of(8, 8, 3), 8, List.of(1, 2), 1, Set.of(4)),
        BlockStyle.ddpmPlusPlus(0),
        Pyramids.NONE,
        TimeInput.positional(),
        true,
        classes);
  }

  @Test
  void keepsThePublishedParametersAndHasATableBehindThem() {
    List<String> names = names(network(OptionalInt.empty()));
    List<String> told = names(network(OptionalInt.of(2)));
    assertThat(names).isEqualTo(names(GoldenUNet.DDPMPP.network()));
    assertThat(told.subList(0, names.size())).isEqualTo(names);
    assertThat(told.subList(names.size(), told.size())).containsExactly("class_embedding.weight");
    assertThat(network(OptionalInt.of(2)).conditioning())
        .hasToString("a continuous time or standard deviation and one of 2 classes or none");
  }

  private static List<String> names(Network network) {
    return network.parameters().stream().map(org.ncsn.nn.Parameter::name).toList();
  }

  @Test
  void answersAsThePublishedOneWhereTheTableHasZerosAndElsewhereAsItsRowsSay() {
    HostArray table = HostArray.zeros(new TensorType(DType.FLOAT64, Shape.of(3, 32)));
    for (int i = 32; i < 64; i++) {
      table.doubles()[i] = 1; // of class 1
    }
    try (Scope scope = Scope.open()) {
      HostWeights published = GoldenUNet.DDPMPP.weights(DType.FLOAT64);
      List<HostArray> values = new ArrayList<>(published.values());
      HostArray plain =
          network(OptionalInt.empty())
              .score(new Pass(published.on(backend), times()), x())
              .toHost();
      values.add(table);
      HostWeights told = new HostWeights(values, published.buffers());
      Condition classes = times().withClasses(backend.tensor(HostArray.of(Shape.of(3), 0, 1, 2)));
      HostArray found =
          network(OptionalInt.of(2)).score(new Pass(told.on(backend), classes), x()).toHost();

      assertThat(found.slice(0, 1)).isEqualTo(plain.slice(0, 1));
      assertThat(found.slice(1, 2)).isNotEqualTo(plain.slice(1, 2));
      assertThat(found.slice(2, 3)).isEqualTo(plain.slice(2, 3));
    }
  }

  private Tensor x() {
    return backend.tensor(X);
  }

  private Condition times() {
    return Condition.continuous(backend.tensor(HostArray.of(Shape.of(3), 10.0, 500, 900)));
  }

  @Test
  void blocksThatAreToldNothingHearOfNoClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new UNet(
                    new UNetSizes(Shape.of(8, 8, 3), 8, List.of(1, 2), 1, Set.of(4)),
                    BlockStyle.ddpmPlusPlus(0),
                    Pyramids.NONE,
                    TimeInput.deviation().unheeded(),
                    true,
                    OptionalInt.of(2)))
        .withMessage("u-net: its blocks are told nothing of the noise, and so nothing of classes");
  }
}
