package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that another one replaces is lost at no moment. */
class EarlierRunTest {
  private static final String OLD_EVENTS = "events.out.tfevents.1.old";
  private static final String NEW_EVENTS = "events.out.tfevents.2.new";

  @TempDir private Path run;
  private Path logs;
  private Path curves;
  private Map<String, String> old;

  @BeforeEach
  void train() throws IOException {
    logs = Files.createDirectories(run.resolve("logs/a"));
    curves = Files.createDirectories(run.resolve("tensorboard/a"));
    Files.writeString(logs.resolve("checkpoint.safetensors"), "old");
    Files.writeString(logs.resolve("checkpoint_5.safetensors"), "old");
    Files.writeString(logs.resolve("config.yml"), "old");
    Files.writeString(logs.resolve("stdout.txt"), "old");
    Files.writeString(curves.resolve(OLD_EVENTS), "old");
    old = files();
  }

  @Test
  void goesWhenTheNewRunHasACheckpoint() throws IOException {
    try (RunFolder folder = RunFolder.create(run, "a", true)) {
      begin(folder);
      assertThat(logs.resolve("checkpoint.safetensors")).doesNotExist();
      assertThat(logs.resolve("checkpoint.replaced/checkpoint.safetensors")).exists();

      save(folder);
      folder.saved();

      assertNew();
    }
    assertNew();
  }

  @Test
  void comesBackWhenTheNewRunEndsWithoutACheckpoint() throws IOException {
    try (RunFolder folder = RunFolder.create(run, "a", true)) {
      begin(folder);
    }

    assertThat(files()).isEqualTo(old);
  }

  @Test
  void comesBackForWhoReadsItOnceTheNewRunIsKilled() throws IOException {
    setAside(logs, "checkpoint.replaced");
    setAside(curves, "checkpoint.replaced");
    Files.writeString(logs.resolve("config.yml"), "new");

    RunFolder.open(run, "a").close();

    assertThat(files()).isEqualTo(old);
  }

  @Test
  void isLeftAloneByReadersWhileTheNewRunIsAtWork() throws IOException, InterruptedException {
    setAside(logs, "checkpoint.replaced");
    setAside(curves, "checkpoint.replaced");
    // No run of this class: that would settle the matter.
    Process other = LockHolder.lock(logs.resolve(".lock"));
    try {
      RunFolder.open(run, "a").close();
      assertThat(logs.resolve("checkpoint.replaced/checkpoint.safetensors")).exists();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** The moments at which a process may be killed, in their order. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void comesBackWhereverTheNewRunIsKilledBeforeItsCheckpoint(int moment) throws IOException {
    if (moment == 0) {
      Files.createDirectory(curves.resolve("checkpoint.moving"));
    }
    if (moment == 1) {
      setAside(curves, "checkpoint.moving");
    }
    if (moment > 1) {
      setAside(curves, "checkpoint.replaced");
    }
    if (moment == 3) {
      Path moving = Files.createDirectory(logs.resolve("checkpoint.moving"));
      Files.move(logs.resolve("config.yml"), moving.resolve("config.yml"));
      Files.move(
          logs.resolve("checkpoint_5.safetensors"), moving.resolve("checkpoint_5.safetensors"));
    }
    if (moment > 3) {
      setAside(logs, "checkpoint.replaced");
    }
    if (moment > 4) {
      Files.writeString(logs.resolve("config.yml"), "new");
      Files.writeString(curves.resolve(NEW_EVENTS), "new");
    }
    if (moment > 5) {
      Files.writeString(logs.resolve(".checkpoint.safetensors.tmp"), "ne");
    }

    RunFolder.resume(run, "a").close();

    assertThat(files()).isEqualTo(old);
  }

  /** The moments at which a process that puts the earlier run back may be killed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void comesBackWhereverPuttingItBackIsKilled(int moment) throws IOException {
    setAside(logs, "checkpoint.moving");
    setAside(curves, "checkpoint.replaced");
    if (moment > 0) {
      Files.move(
          logs.resolve("checkpoint.moving/checkpoint.safetensors"),
          logs.resolve("checkpoint.safetensors"));
    }
    if (moment > 1) {
      RunFolder.resume(run, "a").close();
      setAside(curves, "checkpoint.replaced");
    }

    RunFolder.resume(run, "a").close();

    assertThat(files()).isEqualTo(old);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void goesWhereverTheNewRunIsKilledAfterItsCheckpoint(int moment) throws IOException {
    setAside(logs, "checkpoint.replaced");
    setAside(curves, "checkpoint.replaced");
    for (String name : new String[] {"config.yml", "checkpoint.safetensors"}) {
      Files.writeString(logs.resolve(name), "new");
    }
    Files.writeString(curves.resolve(NEW_EVENTS), "new");
    if (moment > 0) {
      Files.delete(curves.resolve("checkpoint.replaced").resolve(OLD_EVENTS));
    }
    if (moment > 1) {
      Files.delete(curves.resolve("checkpoint.replaced"));
    }
    if (moment > 2) {
      Files.delete(logs.resolve("checkpoint.replaced/checkpoint.safetensors"));
    }

    RunFolder.resume(run, "a").close();

    assertNew();
  }

  private void begin(RunFolder folder) throws IOException {
    Files.writeString(folder.config(), "new");
    Files.writeString(folder.tensorboard().resolve(NEW_EVENTS), "new");
  }

  private static void save(RunFolder folder) throws IOException {
    Files.writeString(folder.logs().resolve("checkpoint.safetensors"), "new");
  }

  private void assertNew() throws IOException {
    assertThat(files())
        .containsOnlyKeys(
            "logs/a/checkpoint.safetensors", "logs/a/config.yml", "tensorboard/a/" + NEW_EVENTS)
        .allSatisfy((name, content) -> assertThat(content).isEqualTo("new"));
  }

  private static void setAside(Path folder, String name) throws IOException {
    Path aside = folder.resolve(name);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.createDirectories(aside);
        Files.move(file, aside.resolve(file.getFileName()));
      }
    }
  }

  /** What stands where, without the lock. */
  private Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(".lock")) {
          found.put(run.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return found;
  }
}
