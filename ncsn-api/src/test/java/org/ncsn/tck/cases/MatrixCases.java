package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Matrices;
import org.ncsn.tck.cases.Application.Operand;

final class MatrixCases {
  static final String FAMILY = "matrices";

  private MatrixCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        cases.add(
            Case.of(
                FAMILY,
                "matmul",
                (transposeA ? "A transposed" : "A")
                    + " times "
                    + (transposeB ? "B transposed" : "B"),
                draw -> product(draw, transposeA, transposeB)));
        for (int leading : new int[] {1, 2}) {
          cases.add(
              Case.of(
                  FAMILY,
                  "matmulEach",
                  "stacks of " + leading + " axes, " + transposeA + ", " + transposeB,
                  draw -> products(draw, leading, transposeA, transposeB)));
        }
      }
    }
    return cases;
  }

  private static Application products(
      Draw draw, int leading, boolean transposeA, boolean transposeB) {
    int[] stack = draw.shape(leading).extents();
    int rows = draw.extent();
    int inner = draw.extent();
    int columns = draw.extent();
    return new Application(
        List.of(
            operand(stack, transposeA ? inner : rows, transposeA ? rows : inner),
            operand(stack, transposeB ? columns : inner, transposeB ? inner : columns)),
        operands -> Matrices.matmul(operands.get(0), operands.get(1), transposeA, transposeB));
  }

  private static Operand operand(int[] stack, int rows, int columns) {
    return new Operand(
        Shape.of(IntStream.concat(IntStream.of(stack), IntStream.of(rows, columns)).toArray()),
        Domain.REAL);
  }

  private static Application product(Draw draw, boolean transposeA, boolean transposeB) {
    int rows = draw.extent();
    int inner = draw.extent();
    int columns = draw.extent();
    return new Application(
        List.of(
            new Operand(transposeA ? Shape.of(inner, rows) : Shape.of(rows, inner), Domain.REAL),
            new Operand(
                transposeB ? Shape.of(columns, inner) : Shape.of(inner, columns), Domain.REAL)),
        operands -> Matrices.matmul(operands.get(0), operands.get(1), transposeA, transposeB));
  }
}
