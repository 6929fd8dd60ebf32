package org.ncsn;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {
  /** Of this module alone: the packages that it builds on have a test of their own. */
  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching("org.ncsn.(**)")
        .should()
        .beFreeOfCycles()
        .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
  }
}
