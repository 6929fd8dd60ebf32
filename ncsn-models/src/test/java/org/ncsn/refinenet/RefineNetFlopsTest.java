package org.ncsn.refinenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.compiler.Flops;
import org.ncsn.nn.Condition;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;

class RefineNetFlopsTest {
  @ParameterizedTest
  @CsvSource({"28, 1, 64, 3.79", "32, 3, 128, 19.79"})
  void takesAsManyOperationsAsThePublishedNetwork(
      int side, int channels, int width, double expected) {
    RefineNet network =
        new RefineNet(channels, width, true, ConditionalInstanceNormPlus.forLevels(10));
    List<TensorType> types = new ArrayList<>();
    network
        .parameters()
        .forEach(parameter -> types.add(new TensorType(DType.FLOAT32, parameter.shape())));
    int weights = types.size();
    types.add(new TensorType(DType.FLOAT32, Shape.of(1, side, side, channels)));
    types.add(new TensorType(DType.INT32, Shape.of(1)));
    try (Backend backend = Backends.open("djl", BackendOptions.defaults());
        CompiledProgram program =
            backend.compile(
                "forward",
                types,
                in ->
                    List.of(
                        network.score(
                            new Pass(
                                new Weights(in.subList(0, weights)),
                                Condition.level(in.get(weights + 1))),
                            in.get(weights))))) {
      assertThat(Flops.of(program.program()) / 1e9).isCloseTo(expected, within(0.006));
    }
  }
}
