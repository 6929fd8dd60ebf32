package org.ncsn.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What clusters must not know, and what must not know of clusters. */
@AnalyzeClasses(packages = "org.ncsn", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("org.ncsn.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.nd4j..", "ai.djl..", "org.tensorflow..", "org.bytedeco..", "org.ncsn.backend..");

  @ArchTest
  static final ArchRule IS_KNOWN_TO_NOTHING_ELSE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.ncsn.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.ncsn.spark..", "org.apache.spark..", "org.apache.hadoop..");
}
