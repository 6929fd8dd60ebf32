package org.ncsn.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.Shape;

/**
 * Products of stacks of matrices, made of products of two.
 *
 * @param <A> the engine's array
 */
record MatrixStacks<A>(Kernels<A> kernels) {
  A products(A a, Shape shapeA, A b, Shape shapeB, boolean transposeA, boolean transposeB) {
    int rows = shapeA.extent(transposeA ? 2 : 1);
    int columns = shapeB.extent(transposeB ? 1 : 2);
    int count = shapeA.extent(0);
    if (count == 0) {
      return kernels.shaping().reshape(a, Shape.of(0, rows, columns));
    }
    List<A> products = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      A left = matrix(a, shapeA, i);
      A right = matrix(b, shapeB, i);
      A product = kernels.matrices().matmul(left, right, transposeA, transposeB);
      products.add(kernels.shaping().reshape(product, Shape.of(1, rows, columns)));
      List.of(left, right, product).forEach(kernels.elementwise()::release);
    }
    if (count == 1) {
      return products.get(0);
    }
    A stack = kernels.shaping().concat(products, 0);
    products.forEach(kernels.elementwise()::release);
    return stack;
  }

  private A matrix(A stack, Shape shape, int number) {
    A slice = kernels.shaping().slice(stack, new int[] {number, 0, 0}, shape.with(0, 1));
    A matrix = kernels.shaping().reshape(slice, Shape.of(shape.extent(1), shape.extent(2)));
    kernels.elementwise().release(slice);
    return matrix;
  }
}
