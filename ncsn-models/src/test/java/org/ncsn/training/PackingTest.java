package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class PackingTest {
  private static final List<HostArray> ARRAYS =
      List.of(
          HostArray.of(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0),
          HostArray.of(Shape.of(), 5.0),
          HostArray.of(Shape.of(3, 1), 6.0, 7.0, 8.0));
  private static final HostArray VECTOR =
      HostArray.of(Shape.of(8), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);

  @Parameter Backend backend;

  @Test
  void arraysLieOneBehindTheOther() {
    Packing packing = Packing.of(ARRAYS);
    try (Scope scope = Scope.open()) {
      List<Tensor> arrays = ARRAYS.stream().map(backend::tensor).toList();
      assertThat(packing.pack(arrays).toHost()).isEqualTo(VECTOR);
      assertThat(packing.packed(ARRAYS)).isEqualTo(VECTOR);
    }
  }

  @Test
  void aVectorGivesBackItsArrays() {
    Packing packing = Packing.of(ARRAYS);
    try (Scope scope = Scope.open()) {
      assertThat(packing.unpack(backend.tensor(VECTOR)))
          .extracting(Tensor::toHost)
          .isEqualTo(ARRAYS);
      assertThat(packing.unpacked(VECTOR)).isEqualTo(ARRAYS);
    }
  }

  @Test
  void elementTypesMustNotDiffer() {
    assertThatThrownBy(() -> Packing.of(List.of(ARRAYS.get(0), HostArray.of(Shape.of(1), 1.0f))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one element type");
  }
}
