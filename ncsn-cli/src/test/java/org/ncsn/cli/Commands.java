package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.format.Npy;
import org.ncsn.format.Safetensors;

/**
 * Commands whose experiments lie below a folder of a test.
 *
 * @param folder for everything
 * @param flag that names the folder of experiments
 * @param experiments that folder
 */
record Commands(Path folder, String flag, Path experiments) {
  /** Those of this program. */
  static Commands in(Path folder) {
    return new Commands(folder, "--run", folder.resolve("run"));
  }

  /** Those of the second paper's program, whose samples lie below its experiments. */
  static Commands ofSecondPaper(Path folder) {
    return new Commands(folder, "--exp", folder.resolve("exp"));
  }

  /** A command, whatever comes of it. */
  Ncsn attempt(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of(flag, experiments.toString()));
    return Ncsn.run(all.toArray(String[]::new));
  }

  /** A command that has to succeed. */
  Ncsn run(String... arguments) {
    Ncsn run = attempt(arguments);
    assertThat(run.status()).as(run.err()).isZero(); // engines may say something, too
    return run;
  }

  /** A test of experiment {@code a} that writes into the folder {@code some}. */
  Ncsn test(String... flags) {
    List<String> all = new ArrayList<>(List.of("--test", "--doc", "a", "-o", some("").toString()));
    all.addAll(List.of(flags));
    return run(all.toArray(String[]::new));
  }

  /** A test of experiment {@code a} that has to be refused. */
  void mistake(String flags, String complaint) {
    List<String> all = new ArrayList<>(List.of("--test", "--doc", "a"));
    all.addAll(List.of(flags.split(" ")));
    BadCommandTest.assertMistake(attempt(all.toArray(String[]::new)), complaint);
  }

  /** A file that {@link #test} wrote. */
  Path some(String name) {
    return folder.resolve("some").resolve(name);
  }

  /** An array that {@link #test} wrote. */
  HostArray array(String name) {
    return Npy.read(some(name + ".npy"));
  }

  /** A config as a file, for the command line. */
  String file(TestConfig config) {
    try {
      return Files.writeString(Files.createTempFile(folder, "config", ".yml"), config.text())
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains experiment {@code a}. */
  Ncsn train(TestConfig config) {
    return run("--config", file(config), "--doc", "a");
  }

  /** All that an experiment's latest checkpoint holds. */
  Map<String, HostArray> arrays(String doc) {
    return Safetensors.read(
            experiments.resolve("logs").resolve(doc).resolve("checkpoint.safetensors"))
        .arrays();
  }
}
