package org.ncsn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;

/**
 * The programs in the README and the docs are compiled and run as they stand there, with fewer
 * steps.
 */
class DocumentedProgramsTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path LIBRARY = Path.of("..", "docs", "library.md");
  private static final Path SCORE_SDES = Path.of("..", "docs", "score-sde.md");
  private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** All that the pages leave out. */
  private static final String IMPORTS =
      Stream.of(
              "array",
              "checkpoint",
              "classifier",
              "data",
              "evaluation",
              "loss",
              "nn",
              "noise",
              "optim",
              "primitive",
              "random",
              "refinenet",
              "sampler",
              "score",
              "spi",
              "tensor",
              "training",
              "unet")
          .map(name -> "import org.ncsn." + name + ".*;\n")
          .collect(
              Collectors.joining(
                  "",
                  "import java.nio.file.*;\nimport java.util.*;\nimport org.ncsn.unet.BlockStyle;\n",
                  ""));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void trainsSavesLoadsSamplesAndInpaintsImages(String backend) throws Exception {
    String program =
        replaced(program(README, "RefineNet("), "\"djl\"", "\"" + backend + "\"")
            .replace("\"digits.safetensors\"", "\"" + folder.resolve("digits") + "\"");
    program = replaced(program, "PIXELS, 64,", "PIXELS, 4,");
    program = replaced(program, "2_000", "2");
    program = replaced(program, "levels, 100,", "levels, 1,");
    program = replaced(program, "25)", "3)");

    HostArray images = (HostArray) run(program, "completed");

    assertThat(images.shape().extents()).containsExactly(4, 28, 28, 1);
    assertThat(images.isFinite()).isTrue();
    assertThat(folder.resolve("digits")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void samplesAreMeasured(String backend) throws Exception {
    String some = "MnistSample.images().batch(java.util.stream.IntStream.range(%s).toArray())";
    String program =
        replaced(program(LIBRARY, "FeatureExtractor("), "\"djl\"", "\"" + backend + "\"");
    program =
        replaced(
            program, "MnistSample.images()", "Dataset.of(" + some.replace("%s", "0, 150") + ")");
    program = replaced(program, "samples)", some.replace("%s", "150, 250") + ")");

    assertThat((double) run(program, "distance")).as("digits from digits").isBetween(0.0, 100.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void trainsAnOwnNetworkByAnOwnLossOnOwnNumbers(String backend) throws Exception {
    String program = replaced(program(LIBRARY, "PseudoHuber"), "\"djl\"", "\"" + backend + "\"");

    HostArray points = (HostArray) run(program, "points");

    assertThat(points.shape().extents()).containsExactly(1_000, 2);
    double radius = 0;
    for (int i = 0; i < 1_000; i++) {
      radius += Math.hypot(points.at(2 * i), points.at(2 * i + 1)) / 1_000;
    }
    assertThat(radius).as("the ring that it was trained on").isBetween(0.9, 1.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void aScoreSdeIsSampled(String backend) throws Exception {
    String program = program(SCORE_SDES, "UNet(");
    program = replaced(program, "\"djl\"", "\"" + backend + "\"");
    String read = "WeightsFile.read(Path.of(\"sde.safetensors\"), unet, Optional.empty())";
    program = replaced(program, read, "HostWeights.initial(unet, NoiseSource.seeded(1))");
    program = replaced(program, "(vp, 25)", "(vp, 2)");
    program = replaced(program, "1), 25)", "1), 2)");

    assertThat(((HostArray) run(program, "images")).isFinite()).isTrue();
  }

  @Test
  void theFirstProgramIsHardlyMoreThanTenLines() throws Exception {
    assertThat(program(README, "RefineNet(").lines().count()).isLessThanOrEqualTo(11);
  }

  /** A page's program in which a word stands. */
  private static String program(Path page, String word) throws IOException {
    Matcher programs = PROGRAM.matcher(Files.readString(page));
    List<String> found = new ArrayList<>();
    while (programs.find()) {
      if (programs.group(1).contains(word)) {
        found.add(programs.group(1));
      }
    }
    assertThat(found).as("programs in %s with %s", page, word).hasSize(1);
    return found.get(0);
  }

  private static String replaced(String program, String there, String instead) {
    assertThat(program).contains(there);
    return program.replace(there, instead);
  }

  /** Compiles a program's declarations and statements, and gives what a variable is in the end. */
  private Object run(String program, String result) throws Exception {
    StringBuilder types = new StringBuilder();
    StringBuilder body = new StringBuilder();
    boolean isType = false;
    for (String line : program.lines().toList()) {
      isType |= line.matches("(final class|record|class) .*");
      (isType ? types : body).append(line).append('\n');
      isType &= !line.equals("}");
    }
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        IMPORTS
            + "public class Example implements java.util.concurrent.Callable<Object> {\n"
            + types.toString().replaceAll("(?m)^(final class|record|class) ", "static $1 ")
            + "public Object call() throws Exception {\n"
            + body.toString().replaceFirst("(?m)^}\\s*\\z", "return " + result + ";\n}\n")
            + "}\n}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      List<String> options =
          List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      assertThat(
              compiler
                  .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                  .call())
          .as("compiles")
          .isTrue();
      Class<?> example = loader.loadClass("Example");
      return ((Callable<?>) example.getConstructor().newInstance()).call();
    }
  }
}
