package org.ncsn.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the command line must not know. */
@AnalyzeClasses(packages = "org.ncsn.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_NO_ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.nd4j..", "ai.djl..", "org.tensorflow..", "org.bytedeco..", "org.ncsn.backend..");

  @ArchTest
  static final ArchRule LEAVES_FLAGS_TO_THE_COMMANDS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.ncsn.cli.config..",
              "org.ncsn.cli.output..",
              "org.ncsn.cli.evaluation..",
              "org.ncsn.cli.experiment..",
              "org.ncsn.cli.levels..",
              "org.ncsn.cli.show..",
              "org.ncsn.cli.training..",
              "org.ncsn.cli.runner..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.beust.jcommander..");

  @ArchTest
  static final ArchRule WRITES_AND_READS_FILES_WITHOUT_RUNNERS =
      noClasses()
          .that()
          .resideInAnyPackage("org.ncsn.cli.config..", "org.ncsn.cli.output..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ncsn.cli.runner..");

  /** Logs and messages can be searched wherever they were written. */
  @ArchTest
  static final ArchRule WRITES_NUMBERS_IN_ONE_WAY_EVERYWHERE =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .because("both take the digits of the machine's language; name Locale.ROOT");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("org.ncsn.(**)").should().beFreeOfCycles();
}
