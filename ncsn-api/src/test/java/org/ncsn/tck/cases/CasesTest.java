package org.ncsn.tck.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program.Instruction;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

class CasesTest {
  @Test
  void everyPrimitiveHasACase() {
    Set<String> primitives =
        new ClassFileImporter()
            .importPackages("org.ncsn.primitive").stream()
                .filter(type -> type.isAssignableTo(Primitive.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> tried = new TreeSet<>();
    try (Backend backend = ReferenceBackend.open()) {
      Cases.all().forEach(subject -> tried.addAll(primitivesOf(backend, subject)));
    }
    assertThat(primitives).isNotEmpty();
    assertThat(tried).containsAll(primitives);
  }

  @Test
  void noTwoCasesHaveOneName() {
    assertThat(Cases.all().stream().map(Case::toString)).doesNotHaveDuplicates();
  }

  @Test
  void aSeedRepeatsADraw() {
    for (Case subject : Cases.all()) {
      assertThat(operands(subject, 1)).isEqualTo(operands(subject, 1));
    }
  }

  @Test
  void seedsDiffer() {
    assertThat(Cases.all()).anyMatch(each -> !operands(each, 1).equals(operands(each, 2)));
  }

  @Test
  void derivativesAreTakenAwayFromKinks() {
    Draw draw = new Draw(1, "kinks", 0);
    double[] anywhere = Domain.around(0).anywhere().fill(draw, 200);
    double[] smooth = Domain.around(0).smooth().fill(draw, 200);
    assertThat(anywhere).contains(0);
    assertThat(DoubleStream.of(smooth).map(Math::abs)).allMatch(x -> x > 0.01);
  }

  private static List<HostArray> operands(Case subject, long seed) {
    Draw draw = new Draw(seed, subject.toString(), 0);
    return subject.drawn().apply(draw).anywhere(draw, DType.FLOAT64);
  }

  private static List<String> primitivesOf(Backend backend, Case subject) {
    List<Tensor> operands = operands(subject, 1).stream().map(backend::tensor).toList();
    Draw draw = new Draw(1, subject.toString(), 0);
    try (CompiledProgram program =
        backend.compile(
            "traced",
            operands.stream().map(Tensor::type).toList(),
            in -> List.of(subject.drawn().apply(draw).apply(in)))) {
      return program.program().instructions().stream()
          .map(Instruction::primitive)
          .map(primitive -> primitive.getClass().getName())
          .toList();
    }
  }
}
