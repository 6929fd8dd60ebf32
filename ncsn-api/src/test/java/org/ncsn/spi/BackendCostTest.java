package org.ncsn.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.engine.Engine;
import org.ncsn.kernel.Kernels;

/** What a backend of one's own costs is what its page says. */
class BackendCostTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void theMethodsAreCounted() throws IOException {
    long engine = methods(Engine.class);
    long module = methods(BackendModule.class);
    long kernels =
        Stream.of(Kernels.class.getRecordComponents())
            .map(RecordComponent::getType)
            .mapToLong(BackendCostTest::methods)
            .sum();
    assertThat(page())
        .contains(
            String.format(
                Locale.ROOT,
                "It costs %d methods: %d of `Engine`, %d of `BackendModule`\nand %d kernels",
                engine + module + kernels,
                engine,
                module,
                kernels));
  }

  @ParameterizedTest
  @CsvSource({"junit-bom, junit-jupiter", "assertj-core, assertj-core"})
  void whatTheKitNeedsIsListedInTheVersionThatItIsBuiltWith(String managed, String listed)
      throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>" + managed + "</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(page())
        .containsPattern(
            "<artifactId>"
                + listed
                + "</artifactId>\\s*<version>"
                + Pattern.quote(version.group(1))
                + "</version>");
  }

  /** What has to be written: methods without a default. */
  private static long methods(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .count();
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve("backend.md"));
  }
}
