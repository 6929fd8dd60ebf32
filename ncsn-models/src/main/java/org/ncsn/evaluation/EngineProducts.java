package org.ncsn.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Matrices;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Inner products on an engine, in {@code float64}, a tile of at most 1,024 x 1,024 at a time. */
public final class EngineProducts implements InnerProducts, AutoCloseable {
  private static final int TILE = 1024;

  private final Backend backend;

  /** Whole tiles and the rests of sets, which are few sizes. */
  private final Map<Tile, CompiledProgram> compiled = new HashMap<>();

  public EngineProducts(Backend backend) {
    this.backend = backend;
  }

  private record Tile(int rows, int columns, int features) {}

  @Override
  public HostArray of(HostArray one, HostArray two) {
    int rows = one.shape().extent(0);
    int columns = two.shape().extent(0);
    HostArray all = HostArray.zeros(new TensorType(DType.FLOAT64, Shape.of(rows, columns)));
    for (int row = 0; row < rows; row += TILE) {
      try (Scope scope = Scope.open()) {
        Tensor left = tensor(one, row);
        for (int column = 0; column < columns; column += TILE) {
          fill(all, row, column, left, two);
        }
      }
    }
    return all;
  }

  private void fill(HostArray all, int row, int column, Tensor left, HostArray two) {
    int columns = all.shape().extent(1);
    try (Scope scope = Scope.open()) {
      Tensor right = tensor(two, column);
      HostArray found = program(left, right).run(List.of(left, right)).get(0).toHost();
      int width = found.shape().extent(1);
      for (int i = 0; i < found.shape().extent(0); i++) {
        HostArray.copy(found, i * width, all, (row + i) * columns + column, width);
      }
    }
  }

  private Tensor tensor(HostArray features, int from) {
    int to = Math.min(features.shape().extent(0), from + TILE);
    return backend.tensor(features.slice(from, to).to(DType.FLOAT64));
  }

  private CompiledProgram program(Tensor left, Tensor right) {
    Shape shape = left.type().shape();
    Tile tile = new Tile(shape.extent(0), right.type().shape().extent(0), shape.extent(1));
    return compiled.computeIfAbsent(
        tile,
        missing ->
            backend.compile(
                "inner products",
                List.of(left.type(), right.type()),
                in -> List.of(Matrices.matmul(in.get(0), in.get(1), false, true))));
  }

  @Override
  public void close() {
    compiled.values().forEach(CompiledProgram::close);
  }
}
