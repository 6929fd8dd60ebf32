package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no file is said to be none, instead of being waited for or read for ever. */
@Timeout(120)
class NoFileTest {
  private static final Path ENDLESS = Path.of("/dev/zero");
  private static final String PROBLEM = "it is a pipe or a device; name a file";

  @TempDir private Path folder;

  @BeforeEach
  void requireADevice() {
    assumeTrue(Files.exists(ENDLESS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pth", "a.safetensors", "a"})
  void asACheckpoint(String name) throws IOException {
    String link = Files.createSymbolicLink(folder.resolve(name), ENDLESS).toString();
    String config = TinyConfig.usual().in(folder);
    refuses("info", link);
    refuses("import", link, "--config", config, "--run", folder.toString(), "--doc", "a");
    refuses(
        "score",
        "--checkpoint",
        link,
        "--config",
        config,
        "--input",
        ENDLESS.toString(),
        "--output",
        folder.resolve("s.npy").toString());
  }

  @Test
  void asAConfigOrAMask() {
    String run = folder.toString();
    refuses("--config", ENDLESS.toString(), "--run", run, "--doc", "a");
    String config = TinyConfig.usual().in(folder);
    Ncsn.succeed("--config", config, "--run", run, "--doc", "a");
    refuses("--test", "--inpaint", "--run", run, "--doc", "a", "--mask", ENDLESS.toString());
  }

  @Test
  void asAFileOfARun() throws IOException {
    String run = folder.toString();
    Ncsn.succeed("--config", TinyConfig.usual().in(folder), "--run", run, "--doc", "a");
    Path events = folder.resolve("tensorboard/a/events.out.tfevents.9");
    Files.createSymbolicLink(events, ENDLESS);
    refuses("report", "--run", run, "--doc", "a");
    Files.delete(events);
    Path checkpoint = folder.resolve("logs/a/checkpoint.safetensors");
    Files.delete(checkpoint);
    Files.createSymbolicLink(checkpoint, ENDLESS);
    assertThat(Ncsn.run("report", "--run", run, "--doc", "a").status()).isZero();
  }

  @Test
  void asAFolder() {
    BadCommandTest.assertMistake(
        Ncsn.run("info", folder.toString()), "it is a folder; name a file");
  }

  private static void refuses(String... arguments) {
    BadCommandTest.assertMistake(Ncsn.run(arguments), PROBLEM);
  }
}
