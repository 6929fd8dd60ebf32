package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void writesTheSameLinesToConsoleAndFile() throws IOException {
    Path file = folder.resolve("stdout.txt");
    try (Logging logging = start("info", false)) {
      logging.alsoTo(file);
      LoggerFactory.getLogger("org.ncsn.Runner").info("step {}", 1);
      LoggerFactory.getLogger("org.ncsn.Runner").warn("careful");
      LoggerFactory.getLogger("org.ncsn.Runner").debug("detail");
    }

    assertThat(printed())
        .matches(
            "INFO - Runner - " + TIME + " - step 1\nWARNING - Runner - " + TIME + " - careful\n");
    assertThat(Files.readString(file)).isEqualTo(printed());
  }

  @Test
  void keepsAMessageInOneLineThatOrdersTheTerminalNothing() throws IOException {
    Path file = folder.resolve("stdout.txt");
    try (Logging logging = start("debug", false)) {
      logging.alsoTo(file);
      LoggerFactory.getLogger("x")
          .warn("a{}z", "\n\u001b[2J\u009b\u202e", new IOException("c\u0007d\re"));
    }

    assertThat(printed()).contains("WARNING - x - ", "a??[2J??z\n", "java.io.IOException: c?d");
    assertThat(printed().replace("\n", "").replace("\t", "")).doesNotMatch(".*\\p{Cc}.*");
    assertThat(Files.readString(file)).isEqualTo(printed());
  }

  @Test
  void appendsToTheLogOfTheRunThatIsResumed() throws IOException {
    Path file = Files.writeString(folder.resolve("stdout.txt"), "earlier\n");
    try (Logging logging = start("info", false)) {
      logging.alsoTo(file);
      LoggerFactory.getLogger("x").info("later");
    }

    assertThat(Files.readString(file)).startsWith("earlier\n").endsWith("later\n");
  }

  @Test
  void keepsTheEnginesQuietBelowWarnings() {
    try (Logging logging = start("debug", false)) {
      LoggerFactory.getLogger("org.nd4j.linalg.factory.Nd4jBackend").info("chatter");
      LoggerFactory.getLogger("ai.djl.engine").debug("chatter");
      LoggerFactory.getLogger("org.nd4j.linalg.factory.Nd4jBackend").warn("trouble");
      LoggerFactory.getLogger("org.ncsn").debug("detail");
    }

    assertThat(printed()).doesNotContain("chatter").contains("trouble", "detail");
  }

  @Test
  void showsOnlyErrorsWhenAskedForCriticalOnes() {
    try (Logging logging = start("critical", false)) {
      LoggerFactory.getLogger("ai.djl.engine").warn("engine");
      LoggerFactory.getLogger("org.ncsn").warn("warning");
      LoggerFactory.getLogger("org.ncsn").error("error");
    }

    assertThat(printed()).doesNotContain("warning", "engine").contains("error");
  }

  @Test
  void showsStackTracesOnlyToThoseWhoDebug() {
    try (Logging logging = start("info", false)) {
      LoggerFactory.getLogger("x").error("failed", new IllegalStateException("inner"));
    }
    assertThat(printed()).endsWith("failed\n");

    try (Logging logging = start("debug", false)) {
      LoggerFactory.getLogger("x").error("failed", new IllegalStateException("inner"));
    }
    assertThat(printed()).contains("IllegalStateException: inner", "\tat ");
  }

  @Test
  void keepsProgressLinesToTheFileWhereABarShowsThem() throws IOException {
    Path file = folder.resolve("stdout.txt");
    try (Logging logging = start("info", true)) {
      logging.alsoTo(file);
      LoggerFactory.getLogger(Progress.class).info("training: 5/10");
    }

    assertThat(printed()).isEmpty();
    assertThat(Files.readString(file)).endsWith("training: 5/10\n");
  }

  @Test
  void refusesAnUnknownLevel() {
    assertThatThrownBy(() -> start("warn", false))
        .isInstanceOf(UserError.class)
        .hasMessage("--verbose must be one of debug, info, warning, critical, found 'warn'");
    assertThatThrownBy(() -> start("inf", false)).hasMessageEndingWith("did you mean 'info'?");
  }

  @Test
  void saysWhenTheFileCannotBeWritten() {
    Path file = folder.resolve("missing").resolve("stdout.txt");
    try (Logging logging = start("info", false)) {
      assertThatThrownBy(() -> logging.alsoTo(file))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("cannot write " + file);
    }
  }

  private Logging start(String level, boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return Logging.start(level, new Console(out, terminal, 80));
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
