package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
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
      assertThat(packing.pack(uploaded(ARRAYS))).extracting(Tensor::toHost).containsExactly(VECTOR);
      assertThat(packing.packed(ARRAYS, 0)).isEqualTo(VECTOR);
    }
  }

  @Test
  void aVectorGivesBackItsArrays() {
    Packing packing = Packing.of(ARRAYS);
    try (Scope scope = Scope.open()) {
      assertThat(packing.unpack(uploaded(List.of(VECTOR))))
          .extracting(Tensor::toHost)
          .isEqualTo(ARRAYS);
      assertThat(packing.unpacked(piece -> VECTOR)).isEqualTo(ARRAYS);
    }
  }

  /** Of 85 elements, of which the second array begins in one piece and ends in another. */
  @Test
  void aLongVectorIsDividedIntoPiecesThatBeginAtMultiplesOf16() {
    List<HostArray> arrays = List.of(counted(0, 3, 7), counted(21, 64));
    Packing packing = Packing.of(arrays, 30);
    List<HostArray> pieces = List.of(counted(0, 16), counted(16, 32), counted(48, 37));
    assertThat(packing.types()).isEqualTo(pieces.stream().map(HostArray::type).toList());
    try (Scope scope = Scope.open()) {
      assertThat(packing.pack(uploaded(arrays))).extracting(Tensor::toHost).isEqualTo(pieces);
      assertThat(packing.unpack(uploaded(pieces))).extracting(Tensor::toHost).isEqualTo(arrays);
    }
    assertThat(packing.unpacked(pieces::get)).isEqualTo(arrays);
    for (int piece = 0; piece < pieces.size(); piece++) {
      assertThat(packing.packed(arrays, piece)).isEqualTo(pieces.get(piece));
    }
  }

  private static HostArray counted(int first, int... extents) {
    Shape shape = Shape.of(extents);
    return HostArray.of(
        shape, IntStream.range(0, shape.intSize()).mapToDouble(i -> first + i).toArray());
  }

  private List<Tensor> uploaded(List<HostArray> arrays) {
    return arrays.stream().map(backend::tensor).toList();
  }

  @Test
  void elementTypesMustNotDiffer() {
    assertThatThrownBy(() -> Packing.of(List.of(ARRAYS.get(0), HostArray.of(Shape.of(1), 1.0f))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one element type");
  }
}
