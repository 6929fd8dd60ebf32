package org.ncsn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.random.NoiseSource;

class ParametersTest {
  @Test
  void areNumberedInTheOrderOfDeclarationAndNamedByTheirPlace() {
    Parameters parameters = Parameters.empty();
    Conv2d.conv3x3(parameters.at("res1").at(0).at("conv1"), 2, 3);
    ConvMeanPool.conv1x1(parameters.at("shortcut"), 2, 3);
    ConditionalInstanceNormPlus.forLevels(10).create(parameters.at("normalizer"), 3);
    InstanceNormPlus.normalization().create(parameters.at("plain"), 3);
    assertThat(parameters.list().stream().map(Parameter::name))
        .containsExactly(
            "res1.0.conv1.weight",
            "res1.0.conv1.bias",
            "shortcut.conv.weight",
            "shortcut.conv.bias",
            "normalizer.embed.weight",
            "plain.alpha",
            "plain.gamma",
            "plain.beta");
    assertThat(parameters.list().stream().map(Parameter::index))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void kernelsGoToPyTorchAndBack() {
    int[] numbers = new int[2 * 3 * 4 * 5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    HostArray kernel = HostArray.of(Shape.of(2, 3, 4, 5), numbers);
    HostArray torch = Layout.KERNEL.toTorch(kernel);
    assertThat(torch.shape()).isEqualTo(Shape.of(5, 4, 2, 3));
    assertThat(torch.at(1)).isEqualTo(kernel.at(20)); // one column on
    assertThat(Layout.KERNEL.fromTorch(torch)).isEqualTo(kernel);
  }

  @Test
  void moreThanJavaCanHoldIsRefusedBeforeAnyIsDrawn() {
    Parameters wide = Parameters.empty();
    declare(wide, 1 << 20, 1 << 12);
    assertThatThrownBy(() -> Parameters.initialize(wide.list(), NoiseSource.seeded(1)))
        .isInstanceOf(MemoryShortage.class)
        .hasMessageContaining("an array [1048576,4096] has more elements than an array can hold");
    Parameters deep = Parameters.empty();
    for (int i = 0; i < 1000; i++) {
      declare(deep, 1 << 20, 1 << 10);
    }
    assertThatThrownBy(() -> Parameters.initialize(deep.list(), NoiseSource.seeded(1)))
        .isInstanceOf(MemoryShortage.class)
        .hasMessageContaining("a network of 1073741824000 parameters needs about 4096000 MB");
  }

  private static void declare(Parameters parameters, int... extents) {
    parameters.declare("weight", Shape.of(extents), Layout.SAME, Initializer.constant(0));
  }

  @Test
  void groupsOfChannelsMustBeEqual() {
    assertThatThrownBy(() -> new GroupNorm(Parameters.empty(), 3, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("group norm: 8 channels do not make 3 equal groups");
  }
}
