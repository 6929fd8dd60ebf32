package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
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
      }
    }
    return cases;
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
