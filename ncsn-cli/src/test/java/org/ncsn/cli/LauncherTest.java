package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell script {@code ncsn} in a checkout, where programs that do nothing stand for Java and
 * Maven.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "ncsn");

  /** Tells what it is given. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo started >>"$HOME/starts"
      case $* in *-version) echo 'openjdk version "17.0.9" 2023-10-17' >&2 && exit ;; esac
      printf '%s\\n' "locale $LC_ALL" "$@"
      """;

  /** Leaves what Maven leaves, the mark at last. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>"$HOME/builds"
      folder=$(dirname "$3")/ncsn-cli/target/ncsn-1.2
      rm -rf "$folder"
      mkdir -p "$folder/lib"
      [ ! -e "$HOME/fails" ] || exit 1
      [ ! -e "$HOME/hangs" ] || exec sleep 600
      mkdir "$folder/whole"
      cp "$3" "$folder/whole"
      """;

  @TempDir private Path temp;
  private Path home;
  private Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    home = Files.createDirectory(temp.resolve("home"));
    program("java", JAVA);
    program("mvn", MAVEN);
    checkout(temp.resolve("checkout"));
  }

  @Test
  void buildsOnceAndStartsJava() throws Exception {
    Run first = launch("--doc", "a b");
    Run second = launch("--doc", "a b");

    assertThat(first.err()).contains("ncsn: building; the first time");
    assertThat(first.out())
        .containsSequence("--add-modules", "jdk.incubator.vector")
        .endsWith("org.ncsn.cli.Main", "--doc", "a b");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void choosesACollectorUnlessTheUserDoes() throws Exception {
    launch();
    ProcessBuilder builder = builder();
    builder.environment().put("NCSN_JAVA_OPTS", "-Xmx2g -XX:+UseParallelGC");

    assertThat(launch().out()).contains("-XX:+UseSerialGC");
    assertThat(end(builder.start()).out())
        .contains("-XX:+UseParallelGC")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void buildsAgainWhatHasChanged() throws Exception {
    launch();
    Files.setLastModifiedTime(
        checkout.resolve("ncsn-cli/src/main/A.java"), FileTime.from(Instant.now().plusSeconds(9)));

    assertThat(launch().err()).contains("sources have changed");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void finishesABuildThatWasKilled() throws Exception {
    Path classes = Files.createDirectories(checkout.resolve("ncsn-api/target/classes"));
    Files.createFile(home.resolve("hangs"));
    Process killed = start();
    while (!Files.exists(checkout.resolve("ncsn-cli/target/ncsn-1.2/lib"))) {
      assertThat(killed.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    List<ProcessHandle> all = killed.descendants().toList();
    killed.destroyForcibly().waitFor();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      one.onExit().get();
    }
    Files.delete(home.resolve("hangs"));

    Run next = launch();

    assertThat(next.err()).contains("the last build was not finished");
    assertThat(next.status()).isZero();
    assertThat(classes).doesNotExist();
    assertThat(launch().err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void triesAgainWhatCouldNotBeBuilt() throws Exception {
    Files.createFile(home.resolve("fails"));
    Run failed = launch();
    Files.delete(home.resolve("fails"));

    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err()).contains("ncsn: the build failed");
    assertThat(launch().status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a folder", "a:b", "größe *"})
  void startsBelowFoldersOfAnyName(String name) throws Exception {
    checkout(temp.resolve(name).resolve("checkout"));

    Run run = launch();

    assertThat(run.status()).isZero();
    String classPath = run.out().get(run.out().indexOf("-cp") + 1);
    Path lib = Path.of(classPath.substring(0, classPath.length() - "/*".length()));
    assertThat(classPath).endsWith("/lib/*").doesNotContain(":");
    assertThat(lib.toRealPath())
        .isEqualTo(checkout.toRealPath().resolve("ncsn-cli/target/ncsn-1.2/lib"));
    assertThat(launch().err()).isEmpty();
  }

  @Test
  void refusesAFolderWhoseNameJavaMisreads() throws Exception {
    checkout(temp.resolve("a!"));

    Run run = launch();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("ncsn: ").endsWith("rename that folder\n").hasLineCount(1);
  }

  @Test
  void usesNoOtherNameWhereOthersMayChangeIt() throws Exception {
    Path names = Files.createDirectories(home.resolve(".cache/ncsn/names"));
    Files.setPosixFilePermissions(names, PosixFilePermissions.fromString("rwxrwxrwx"));
    checkout(temp.resolve("a:b"));

    Run run = launch();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("ncsn: ").contains("set NCSN_CACHE").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "none_SUCH.UTF-8"})
  void readsNamesAsUtf8WhereTheLocaleSaysNothing(String locale) throws Exception {
    assertThat(launchIn(locale).out().get(0).toLowerCase(Locale.ROOT)).matches("locale .*utf-?8");
  }

  @Test
  void keepsTheLocaleThatSaysSomething() throws Exception {
    assertThat(launchIn("C.UTF-8").out().get(0)).isEqualTo("locale C.UTF-8");
  }

  @Test
  void asksForANewEnoughJava() throws Exception {
    program("java", "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");

    Run run = launch();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("is Java 8; set JAVA_HOME to a JDK 17 or newer");
  }

  @Test
  void asksJavaOnceBeforeItStarts() throws Exception {
    launch();

    assertThat(Files.readAllLines(home.resolve("starts"))).hasSize(2);
  }

  @Test
  void keepsJavasWarningOfItsModuleAndNothingElseFromTheTerminal() throws Exception {
    launch();
    program(
        "java",
        """
        #!/bin/sh
        case $* in *-version) echo 'openjdk version "17.0.9"' >&2 && exit ;; esac
        printf 'WARNING: Using incubator modules: jdk.incubator.vector\\nother\\nerrors' >&2
        exit 3
        """);

    Run run = launch();
    // What is left in the pipe when Java ends arrives a moment later.
    for (int i = 0; i < 500 && !Files.readString(temp.resolve("err")).endsWith("errors"); i++) {
      Thread.sleep(20);
    }

    assertThat(run.status()).isEqualTo(3);
    assertThat(Files.readString(temp.resolve("err"))).isEqualTo("other\nerrors");
  }

  @Test
  void startsAJavaThatHasNoSuchModule() throws Exception {
    program("java", JAVA.replace("case", "[ \"$1\" != --add-modules ] || exit 1\ncase"));

    Run run = launch("--doc", "a");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .endsWith("org.ncsn.cli.Main", "--doc", "a")
        .doesNotContain("--add-modules");
  }

  /** Shells refuse scripts with carriage returns, which Git for Windows is set up to put in. */
  @Test
  void theRepositoryKeepsItsLineEnds() throws IOException {
    assertThat(Files.readString(Path.of("..", ".gitattributes")))
        .containsPattern("(?m)^\\* text=auto eol=lf$");
  }

  private record Run(int status, List<String> out, String err) {}

  private Run launch(String... arguments) throws Exception {
    return end(start(arguments));
  }

  private Run launchIn(String locale) throws Exception {
    launch();
    ProcessBuilder builder = builder();
    builder.environment().put("LC_ALL", locale);
    return end(builder.start());
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder = builder();
    builder.command().addAll(List.of(arguments));
    return builder.start();
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder =
        new ProcessBuilder("sh", checkout.resolve("ncsn").toString())
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.matches("JAVA_HOME|NCSN_.*|LC_.*|LANG"));
    builder.environment().put("HOME", home.toString());
    builder.environment().merge("PATH", home.toString(), (path, own) -> own + ":" + path);
    return builder;
  }

  private Run end(Process process) throws Exception {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readAllLines(temp.resolve("out")),
        Files.readString(temp.resolve("err")));
  }

  private void checkout(Path folder) throws IOException {
    checkout = Files.createDirectories(folder);
    Files.createDirectories(folder.resolve("ncsn-cli/src/main"));
    Files.createDirectories(folder.resolve("ncsn-api"));
    Files.copy(SCRIPT, folder.resolve("ncsn"));
    for (String file : List.of("pom.xml", "ncsn-cli/pom.xml", "ncsn-cli/src/main/A.java")) {
      Files.writeString(folder.resolve(file), "<project>\n  <version>1.2</version>\n</project>\n");
    }
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(home.resolve(name), script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private int builds() throws IOException {
    return Files.readAllLines(home.resolve("builds")).size();
  }
}
