package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Compiled programs: what goes in stays, what comes out is new. */
public abstract class ProgramContract extends Contract {
  protected ProgramContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void runsAsOftenAsOneLikesOnOtherValues() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program = compile(in -> List.of(in.get(0).square()), x)) {
      Tensor first = program.run(List.of(x)).get(0);
      Tensor second = program.run(List.of(numbers(3, 4))).get(0);
      Tensor third = program.run(List.of(second)).get(0);
      holds(first, 1, 4);
      holds(second, 9, 16);
      holds(third, 81, 256);
    }
  }

  @Test
  void equalOutputsAreValuesOfTheirOwn() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program =
        compile(
            in -> {
              Tensor sum = in.get(0).add(1);
              return List.of(sum, sum, in.get(0).add(1));
            },
            x)) {
      List<Tensor> outputs = program.run(List.of(x));
      outputs.get(0).close();
      disturb();
      holds(outputs.get(1), 2, 3);
      outputs.get(1).close();
      disturb();
      holds(outputs.get(2), 2, 3);
    }
  }

  @Test
  void anInputComesOutAsAValueOfItsOwn() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program = compile(in -> List.of(in.get(0), in.get(0)), x)) {
      List<Tensor> outputs = program.run(List.of(x));
      outputs.get(0).close();
      disturb();
      holds(x, 1, 2);
      x.close();
      disturb();
      holds(outputs.get(1), 1, 2);
    }
  }

  @Test
  void viewsOfInputsComeOutAsValuesOfTheirOwn() {
    Tensor x = numbers(1, 2, 3, 4);
    try (CompiledProgram program = compile(in -> List.of(in.get(0).reshape(2, 2)), x)) {
      Tensor reshaped = program.run(List.of(x)).get(0);
      x.close();
      disturb();
      holds(reshaped, 1, 2, 3, 4);
    }
  }

  @Test
  void inputsAreNotChanged() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program =
        compile(in -> List.of(in.get(0).multiply(3).add(1).multiply(2)), x)) {
      program.run(List.of(x));
      holds(x, 1, 2);
    }
  }

  @Test
  void integersGoInAndComeOut() {
    Tensor table = numbers(1, 2, 3).reshape(3, 1);
    Tensor rows = backend().tensor(HostArray.of(Shape.of(2), 2, 0));
    try (CompiledProgram program =
        compile(in -> List.of(Indexing.gatherRows(in.get(0), in.get(1)), in.get(1)), table, rows)) {
      List<Tensor> outputs = program.run(List.of(table, rows));
      holds(outputs.get(0), 3, 1);
      assertThat(outputs.get(1).toHost().ints()).containsExactly(2, 0);
    }
  }

  @Test
  void tensorsFromOutsideBecomeConstants() {
    Tensor table = numbers(1, 2, 3).reshape(3, 1);
    Tensor rows = backend().tensor(HostArray.of(Shape.of(2), 2, 0));
    Tensor shift = numbers(10, 20).reshape(2, 1);
    try (CompiledProgram program =
        compile(in -> List.of(Indexing.gatherRows(in.get(0), rows).add(shift)), table)) {
      rows.close();
      shift.close();
      disturb();
      holds(program.run(List.of(table)).get(0), 13, 21);
      holds(program.run(List.of(table)).get(0), 13, 21);
    }
  }

  @Test
  void anOutputMayDependOnNoInput() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program =
        compile(
            in ->
                List.of(
                    in.get(0).fillLike(4),
                    in.get(0).constant(HostArray.of(Shape.of(2), 5f, 6f)),
                    in.get(0).fill(Shape.scalar(), 7)),
            x)) {
      for (int run = 0; run < 2; run++) {
        List<Tensor> outputs = program.run(List.of(x));
        holds(outputs.get(0), 4, 4);
        holds(outputs.get(1), 5, 6);
        holds(outputs.get(2), 7);
        outputs.forEach(Tensor::close);
        disturb();
      }
    }
  }

  @Test
  void aProgramMayIgnoreInputsAndReturnNothing() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram ignoring = compile(in -> List.of(in.get(1).add(1)), x, x);
        CompiledProgram silent = compile(in -> List.of(), x)) {
      holds(ignoring.run(List.of(x, numbers(5, 6))).get(0), 6, 7);
      assertThat(silent.run(List.of(x))).isEmpty();
    }
  }

  @Test
  void oneTensorMayBeSeveralInputs() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram sum = compile(in -> List.of(in.get(0).add(in.get(1))), x, x)) {
      holds(sum.run(List.of(x, x)).get(0), 2, 4);
    }
  }

  @Test
  void resultsBelongToTheScopeThatIsOpen() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program = compile(in -> List.of(in.get(0).add(1)), x)) {
      Tensor freed;
      Tensor kept;
      try (Scope scope = Scope.open()) {
        freed = program.run(List.of(x)).get(0);
        kept = scope.keep(program.run(List.of(x)).get(0));
      }
      assertThat(freed.isClosed()).isTrue();
      holds(kept, 2, 3);
    }
  }

  @Test
  void resultsOutliveTheirProgram() {
    Tensor x = numbers(1, 2);
    Tensor result;
    try (CompiledProgram program = compile(in -> List.of(in.get(0).add(1)), x)) {
      result = program.run(List.of(x)).get(0);
    }
    disturb();
    holds(result, 2, 3);
  }

  @Test
  void programsTakeTurns() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram up = compile(in -> List.of(in.get(0).add(1)), x);
        CompiledProgram twice = compile(in -> List.of(in.get(0).multiply(2)), x)) {
      Tensor y = x;
      for (int i = 0; i < 4; i++) {
        y = twice.run(List.of(up.run(List.of(y)).get(0))).get(0);
      }
      holds(y, 46, 62);
    }
  }

  @Test
  void aLongProgramRuns() {
    Tensor x = numbers(0, 1);
    try (CompiledProgram program =
        compile(
            in -> {
              List<Tensor> sums = new ArrayList<>(in);
              for (int i = 0; i < 300; i++) {
                sums.add(sums.get(i).add(sums.get(i / 2)).multiply(0.5));
              }
              return List.of(sums.get(300));
            },
            x)) {
      holds(program.run(List.of(x)).get(0), 0, 1);
    }
  }

  private CompiledProgram compile(UnaryOperator<List<Tensor>> function, Tensor... inputs) {
    return backend()
        .compile("program", List.of(inputs).stream().map(Tensor::type).toList(), function);
  }

  /** Overwrites memory that was freed too early. */
  private void disturb() {
    for (int i = 0; i < 4; i++) {
      numbers(-1, -2);
      numbers(-1, -2, -3, -4).add(1);
    }
  }

  private static void holds(Tensor tensor, double... numbers) {
    HostArray values = tensor.toHost();
    assertThat(values.shape().intSize()).isEqualTo(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(values.at(i)).as("element " + i).isEqualTo(numbers[i]);
    }
  }
}
