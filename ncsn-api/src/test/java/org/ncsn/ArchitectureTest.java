package org.ncsn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.ncsn.program.Primitive;

/** Who may know whom inside of the API. */
@AnalyzeClasses(packages = "org.ncsn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule noEngineIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "ai.djl..", "org.tensorflow..", "org.bytedeco..");

  @ArchTest
  static final ArchRule nothingAboveTheApiIsKnown =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "com.google.inject..",
              "org.ncsn.tensor..",
              "org.ncsn.primitive..",
              "org.ncsn.autograd..",
              "org.ncsn.program..",
              "org.ncsn.random..",
              "org.ncsn.spi..",
              "org.ncsn.array..",
              "org.ncsn.kernel..",
              "org.ncsn.engine..",
              "org.ncsn.compiler..",
              "org.ncsn.memory..",
              "com.sun.management..",
              "org.ncsn.error..");

  @ArchTest
  static final ArchRule gradientsAndPrimitivesKnowNoEngine =
      noClasses()
          .that()
          .resideInAnyPackage("org.ncsn.primitive..", "org.ncsn.autograd..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("Engine");

  @ArchTest
  static final ArchRule onlyTheSpiKnowsGuice =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.ncsn.spi..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.inject..");

  @ArchTest
  static final ArchRule primitivesAreRecords =
      classes().that().implement(Primitive.class).should().beRecords();

  /** Logs and messages can be searched wherever they were written. */
  @ArchTest
  static final ArchRule WRITES_NUMBERS_IN_ONE_WAY_EVERYWHERE =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .because("both take the digits of the machine's language; name Locale.ROOT");
}
