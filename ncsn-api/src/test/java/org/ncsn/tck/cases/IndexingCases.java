package org.ncsn.tck.cases;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Indexing;
import org.ncsn.tck.cases.Application.Operand;

final class IndexingCases {
  private static final String FAMILY = "indexing";

  private IndexingCases() {}

  static List<Case> all() {
    return List.of(
        Case.of(FAMILY, "gatherRows", "rows repeat", draw -> gathered(draw, 3, 7)),
        Case.of(FAMILY, "gatherRows", "rows are left out", draw -> gathered(draw, 9, 4)),
        Case.of(FAMILY, "gatherRows", "one row", draw -> gathered(draw, 1, 1)),
        Case.of(FAMILY, "scatterAddRows", "rows add up", draw -> scattered(draw, 7, 3)),
        Case.of(FAMILY, "scatterAddRows", "many rows to two", draw -> scattered(draw, 100, 2)),
        Case.of(FAMILY, "scatterAddRows", "rows stay zero", draw -> scattered(draw, 4, 9)),
        Case.of(FAMILY, "scatterAddRows", "one row", draw -> scattered(draw, 1, 1)));
  }

  private static Application gathered(Draw draw, int tableRows, int count) {
    return new Application(
        List.of(
            new Operand(Shape.of(tableRows, draw.extent()), Domain.REAL),
            new Operand(Shape.of(count), Domain.rowsBelow(tableRows))),
        operands -> Indexing.gatherRows(operands.get(0), operands.get(1)));
  }

  private static Application scattered(Draw draw, int count, int tableRows) {
    return new Application(
        List.of(
            new Operand(Shape.of(count, draw.extent()), Domain.REAL),
            new Operand(Shape.of(count), Domain.rowsBelow(tableRows))),
        operands -> Indexing.scatterAddRows(operands.get(0), operands.get(1), tableRows));
  }
}
