package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Comparison;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tck.cases.Application.Operand;
import org.ncsn.tensor.Tensor;

/** Elementwise primitives of several operands, which broadcast. */
final class BroadcastCases {
  private static final String FAMILY = "elementwise";

  private BroadcastCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (BinaryFunction function : BinaryFunction.values()) {
      Domain left = domain(function, 0);
      Domain right = domain(function, 1);
      cases.addAll(
          binary(name(function), left, right, (a, b) -> Elementwise.binary(function, a, b)));
    }
    for (Comparison relation : Comparison.values()) {
      cases.addAll(
          binary(
              "compare " + name(relation),
              Domain.ties(0),
              Domain.ties(0.125),
              (a, b) -> Elementwise.compare(relation, a, b)));
    }
    cases.add(where("same shapes", image -> List.of(image, image, image)));
    cases.add(where("a mask a pixel", image -> List.of(image.with(3, 1), image, image)));
    cases.add(
        where(
            "all broadcast",
            image -> List.of(image.with(0, 1), Shape.of(image.extent(3)), image.with(1, 1))));
    cases.add(where("numbers", image -> List.of(image, Shape.scalar(), Shape.scalar())));
    return cases;
  }

  private static Domain domain(BinaryFunction function, int operand) {
    return switch (function) {
      case ADD, SUBTRACT, MULTIPLY -> Domain.REAL;
      case DIVIDE -> operand == 0 ? Domain.REAL : Domain.NONZERO;
      case MAXIMUM, MINIMUM -> Domain.ties(operand * 0.125);
    };
  }

  private static List<Case> binary(
      String name, Domain left, Domain right, BinaryOperator<Tensor> operation) {
    List<Case> cases = new ArrayList<>();
    for (Pairing pairing : Pairing.values()) {
      cases.add(
          Case.of(
              FAMILY,
              name,
              pairing.toString(),
              draw -> {
                List<Shape> shapes = pairing.shapes(draw);
                return new Application(
                    List.of(new Operand(shapes.get(0), left), new Operand(shapes.get(1), right)),
                    operands -> operation.apply(operands.get(0), operands.get(1)));
              }));
    }
    return cases;
  }

  private static Case where(String setting, Function<Shape, List<Shape>> shapes) {
    return Case.of(
        FAMILY,
        "where",
        setting,
        draw -> {
          List<Shape> three = shapes.apply(draw.image(2, 2, 3));
          return new Application(
              List.of(
                  new Operand(three.get(0), Domain.MASK),
                  new Operand(three.get(1), Domain.REAL),
                  new Operand(three.get(2), Domain.REAL)),
              operands -> Elementwise.where(operands.get(0), operands.get(1), operands.get(2)));
        });
  }

  private static String name(Enum<?> function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  /** How the shapes of two operands go together. */
  private enum Pairing {
    SAME_SHAPE {
      @Override
      List<Shape> shapes(Draw draw) {
        Shape shape = draw.shape();
        return List.of(shape, shape);
      }
    },
    SECOND_REPEATS {
      @Override
      List<Shape> shapes(Draw draw) {
        Shape shape = draw.shape(draw.between(1, 4));
        return List.of(shape, narrowed(draw, shape));
      }
    },
    FIRST_REPEATS {
      @Override
      List<Shape> shapes(Draw draw) {
        Shape shape = draw.shape(draw.between(1, 4));
        return List.of(narrowed(draw, shape), shape);
      }
    },
    BOTH_REPEAT {
      @Override
      List<Shape> shapes(Draw draw) {
        Shape shape = draw.shape(3);
        return List.of(shape.with(draw.between(0, 1), 1), shape.with(2, 1));
      }
    },
    IMAGE_AND_CHANNELS {
      @Override
      List<Shape> shapes(Draw draw) {
        Shape image = draw.image(2, 2, 3);
        return List.of(image, draw.coin() ? Shape.of(3) : image.with(1, 1).with(2, 1));
      }
    };

    abstract List<Shape> shapes(Draw draw);

    /** Some axes 1, and some of the leading ones left out. */
    private static Shape narrowed(Draw draw, Shape shape) {
      Shape narrow = shape;
      for (int axis : draw.some(shape.rank())) {
        narrow = narrow.with(axis, 1);
      }
      int dropped = 0;
      while (dropped < shape.rank() && narrow.extent(dropped) == 1 && draw.coin()) {
        dropped++;
      }
      return Shape.of(Arrays.copyOfRange(narrow.extents(), dropped, shape.rank()));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
