package org.ncsn.tck.cases;

import java.util.List;
import java.util.function.Function;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Creation;
import org.ncsn.tck.cases.Application.Operand;
import org.ncsn.tensor.Tensor;

final class CreationCases {
  private CreationCases() {}

  static List<Case> all() {
    return List.of(
        nullary("literal", "an array", draw -> literal(draw, draw.shape())),
        nullary("literal", "a scalar", draw -> literal(draw, Shape.scalar())),
        nullary("fill", "of a type", draw -> fill(draw.shape(), draw.normal())),
        nullary("fill", "with zeros", draw -> fill(draw.shape(), 0)),
        Case.of(
            "creation",
            "copy",
            "any shape",
            draw ->
                Application.of(
                    draw.shape(), Domain.REAL, x -> Tensor.apply(new Creation.Copy(), x))),
        Case.of("creation", "deferred", "any shapes", CreationCases::deferred));
  }

  private static Application deferred(Draw draw) {
    return new Application(
        List.of(new Operand(draw.shape(), Domain.REAL), new Operand(draw.shape(), Domain.REAL)),
        operands -> Tensor.apply(new Creation.Deferred(), operands));
  }

  private static Case nullary(
      String primitive, String setting, Function<Draw, Function<Tensor, Tensor>> operation) {
    // The operand only says where the result is made: it is no operand of the primitive.
    return new Case(
        "creation",
        primitive,
        setting,
        false,
        draw -> Application.of(Shape.scalar(), Domain.REAL, operation.apply(draw)));
  }

  private static Function<Tensor, Tensor> literal(Draw draw, Shape shape) {
    HostArray values = HostArray.of(shape, Domain.REAL.anywhere().fill(draw, shape.intSize()));
    return here -> here.constant(values.to(here.dtype()));
  }

  private static Function<Tensor, Tensor> fill(Shape shape, double value) {
    return here -> here.fill(shape, value);
  }
}
