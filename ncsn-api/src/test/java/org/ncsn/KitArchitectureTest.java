package org.ncsn;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the conformance kit's jar holds needs nothing that it does not hold. */
class KitArchitectureTest {
  @Test
  void theKitNeedsTheApiJUnitAndAssertJOnly() {
    classes()
        .that(describe("are in the kit's jar", KitArchitectureTest::isInKit))
        .should()
        .onlyDependOnClassesThat(
            describe("are in the kit's jar", KitArchitectureTest::isInKit)
                .or(describe("are the API's", KitArchitectureTest::isInApi))
                .or(resideInAnyPackage("java..", "org.junit.jupiter..", "org.assertj.core..")))
        .check(new ClassFileImporter().importPath(Path.of("target", "test-classes")));
  }

  /** As the pom chooses them. */
  private static boolean isInKit(JavaClass known) {
    return known.getPackageName().startsWith("org.ncsn.tck")
        && !known.getPackageName().startsWith("org.ncsn.tck.broken")
        && !known.getName().matches(".*Test(\\$.*)?");
  }

  private static boolean isInApi(JavaClass known) {
    return known
        .getBaseComponentType()
        .getSource()
        .map(source -> source.getUri().toString().contains("/target/classes/"))
        .orElse(false);
  }
}
