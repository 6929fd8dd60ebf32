package org.ncsn.evaluation;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Matrices;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Inner products on an engine, in {@code float64}, a tile of fixed size at a time. */
public final class EngineProducts implements InnerProducts, AutoCloseable {
  private static final int TILE = 512;

  private final Backend backend;
  private final TensorType tile;
  private final CompiledProgram product;

  /**
   * @param features how many each image has
   */
  public EngineProducts(Backend backend, int features) {
    this.backend = backend;
    this.tile = new TensorType(DType.FLOAT64, Shape.of(TILE, features));
    this.product =
        backend.compile(
            "inner products",
            List.of(tile, tile),
            in -> List.of(Matrices.matmul(in.get(0), in.get(1), false, true)));
  }

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
    int rows = Math.min(TILE, all.shape().extent(0) - row);
    int columns = all.shape().extent(1);
    try (Scope scope = Scope.open()) {
      HostArray found = product.run(List.of(left, tensor(two, column))).get(0).toHost();
      for (int i = 0; i < rows; i++) {
        int to = (row + i) * columns + column;
        HostArray.copy(found, i * TILE, all, to, Math.min(TILE, columns - column));
      }
    }
  }

  /** Images from a number on; behind the last one there are zeros. */
  private Tensor tensor(HostArray features, int from) {
    int to = Math.min(features.shape().extent(0), from + TILE);
    HostArray some = features.slice(from, to).to(DType.FLOAT64);
    HostArray filled = HostArray.zeros(tile);
    HostArray.copy(some, 0, filled, 0, some.shape().intSize());
    return backend.tensor(filled);
  }

  @Override
  public void close() {
    product.close();
  }
}
