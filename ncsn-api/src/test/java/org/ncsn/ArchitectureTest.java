package org.ncsn;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import org.ncsn.program.Primitive;
import org.ncsn.tensor.Backend;

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
  static final ArchRule onlyJavaLoggingAndGuiceAreKnown =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jdk.incubator.vector..",
              "com.sun.management..",
              "org.slf4j..",
              "com.google.inject..",
              "org.ncsn..");

  /** Which Java may not have. */
  @ArchTest
  static final ArchRule onlyKernelsInJavaKnowTheIncubatingModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.ncsn.vector..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator..");

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

  /** But for {@code x.add(y)}, and {@code backend.compile(...)}. */
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .matching("org.ncsn.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              resideInAPackage("org.ncsn.tensor"), resideInAPackage("org.ncsn.primitive"))
          .ignoreDependency(belongToAnyOf(Backend.class), resideInAPackage("org.ncsn.compiler"));

  @ArchTest
  static void packagesKnowWhomTheirPictureShows(JavaClasses classes) throws IOException {
    String drawn =
        PackagePicture.drawnIn(Path.of("src/main/java/org/ncsn/tensor/package-info.java"));
    assertThat(PackagePicture.of(classes, drawn)).isEqualTo(drawn);
  }
}
