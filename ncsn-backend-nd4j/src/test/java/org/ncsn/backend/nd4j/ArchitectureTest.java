package org.ncsn.backend.nd4j;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what in this module. */
@AnalyzeClasses(
    packages = "org.ncsn.backend.nd4j",
    importOptions = {DoNotIncludeJars.class, DoNotIncludeTests.class})
class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("(**)").should().beFreeOfCycles();
}
