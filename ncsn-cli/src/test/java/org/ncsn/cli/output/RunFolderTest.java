package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.error.UserError;

class RunFolderTest {
  @TempDir private Path run;
  private Path logs;

  @BeforeEach
  void nameTheFolder() {
    logs = run.resolve("logs").resolve("mnist");
  }

  @Test
  void createsTheFoldersOfAnExperiment() {
    try (RunFolder folder = RunFolder.create(run, "mnist", false)) {
      assertThat(folder.logs()).isEqualTo(logs).isDirectory();
      assertThat(folder.tensorboard())
          .isEqualTo(run.resolve("tensorboard").resolve("mnist"))
          .isDirectory();
      assertThat(folder.config()).isEqualTo(logs.resolve("config.yml"));
      assertThat(folder.stdout()).isEqualTo(logs.resolve("stdout.txt"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "checkpoint_5000", "checkpoint_5000.safetensors"})
  void refusesToClearACheckpoint(String name) throws IOException {
    Files.createFile(Files.createDirectories(logs).resolve(name));

    assertThatThrownBy(() -> RunFolder.create(run, "mnist", false))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%s holds a checkpoint; go on from it with --resume_training, clear it with"
                + " --overwrite, or choose another --doc",
            logs);
    assertThat(logs.resolve(name)).exists();
  }

  @Test
  void canBeLockedAgainAfterARefusal() throws IOException {
    Files.createFile(Files.createDirectories(logs).resolve("checkpoint"));
    assertThatThrownBy(() -> RunFolder.create(run, "mnist", false)).isInstanceOf(UserError.class);

    RunFolder.create(run, "mnist", true).close();
  }

  @Test
  void clearsOnlyWhatTheProgramWrote() throws IOException {
    Files.createDirectories(logs.resolve("checkpoint_5000"));
    Files.createDirectories(logs.resolve("checkpoint_10000"));
    Path board = Files.createDirectories(run.resolve("tensorboard").resolve("mnist"));
    Path[] ours = {
      logs.resolve("config.yml"),
      logs.resolve("stdout.txt"),
      logs.resolve("checkpoint"),
      logs.resolve(".checkpoint.tmp"),
      logs.resolve("checkpoint_5000").resolve("parameters.safetensors"),
      logs.resolve("checkpoint_5000").resolve("state.json"),
      logs.resolve("checkpoint_10000").resolve("parameters.safetensors"),
      board.resolve("events.out.tfevents.1700000000.host")
    };
    Path[] theirs = {
      logs.resolve("notes.txt"),
      logs.resolve("checkpoints-i-like.txt"),
      logs.resolve("checkpoint_10000").resolve("mine.txt"),
      board.resolve("picture.png")
    };
    for (Path file : ours) {
      Files.createFile(file);
    }
    for (Path file : theirs) {
      Files.createFile(file);
    }

    overwrite();

    assertThat(ours).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(theirs).allSatisfy(file -> assertThat(file).exists());
    assertThat(logs.resolve("checkpoint_5000")).doesNotExist();
  }

  /** A new run that comes to a checkpoint. */
  private void overwrite() throws IOException {
    try (RunFolder folder = RunFolder.create(run, "mnist", true)) {
      Files.createFile(folder.logs().resolve("checkpoint.safetensors"));
      folder.saved();
    }
  }

  @Test
  void doesNotFollowLinksWhenItClears() throws IOException {
    Path elsewhere = Files.createDirectories(run.resolve("elsewhere"));
    Path kept = Files.createFile(elsewhere.resolve("parameters.safetensors"));
    Files.createSymbolicLink(Files.createDirectories(logs).resolve("checkpoint_1"), elsewhere);

    overwrite();

    assertThat(kept).exists();
    assertThat(logs.resolve("checkpoint_1")).doesNotExist();
  }

  @Test
  void findsANameThatHoldsNoCheckpoint() throws IOException {
    assertThat(RunFolder.freeName(run, "mnist")).isEqualTo("mnist");
    Files.createFile(Files.createDirectories(logs).resolve("stdout.txt"));
    assertThat(RunFolder.freeName(run, "mnist")).isEqualTo("mnist");
    Files.createFile(logs.resolve("checkpoint.safetensors"));
    assertThat(RunFolder.freeName(run, "mnist")).isEqualTo("mnist-2");
    Files.createFile(
        Files.createDirectories(run.resolve("logs/mnist-2")).resolve("checkpoint.pth"));
    assertThat(RunFolder.freeName(run, "mnist")).isEqualTo("mnist-3");
  }

  @Test
  void clearsTheRestOfATrainingThatNeverCameToACheckpoint() throws IOException {
    Path log = Files.createFile(Files.createDirectories(logs).resolve("stdout.txt"));

    RunFolder.create(run, "mnist", false).close();

    assertThat(log).doesNotExist();
  }

  @Test
  void refusesASecondRunInTheSameFolder() {
    try (RunFolder first = RunFolder.create(run, "mnist", false)) {
      assertThatThrownBy(() -> RunFolder.create(run, "mnist", true))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "another run is at work in %s; wait for it, stop it, or choose another --doc", logs);
      assertThatThrownBy(() -> RunFolder.resume(run, "mnist")).isInstanceOf(UserError.class);
      RunFolder.create(run, "cifar", false).close();
      RunFolder.open(run, "mnist").close();
    }
    RunFolder.resume(run, "mnist").close();
  }

  @Test
  void refusesARunBesideThatOfAnotherProcessUntilThatIsKilled()
      throws IOException, InterruptedException {
    Process other = LockHolder.start(run, "mnist");
    try {
      assertThatThrownBy(() -> RunFolder.create(run, "mnist", true))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("another run is at work in " + logs);
    } finally {
      other.destroyForcibly().waitFor();
    }
    RunFolder.create(run, "mnist", true).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", " ", "a/b", "/etc", "..\\x", "a\nb"})
  void refusesANameThatIsNoFolder(String doc) {
    assertThatThrownBy(() -> RunFolder.create(run, doc, true))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "--doc '%s' is not a name; it becomes a folder, so it has no / or \\ and is not . or"
                + " ..",
            doc.replace('\n', '?'));
    assertThatThrownBy(() -> RunFolder.open(run, doc)).isInstanceOf(UserError.class);
  }

  @Test
  void saysWhichTrainingsThereAreWhenOneIsMissing() throws IOException {
    Files.createDirectories(logs);
    Files.createDirectories(run.resolve("logs").resolve("cifar"));

    assertThatThrownBy(() -> RunFolder.open(run, "minst"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no training in %s; there are cifar, mnist; train one first, or check --doc",
            run.resolve("logs").resolve("minst"));
    assertThatThrownBy(() -> RunFolder.resume(run.resolve("none"), "0"))
        .hasMessage(
            "no training in %s; train one first, or check --doc",
            run.resolve("none").resolve("logs").resolve("0"));
  }

  @Test
  void saysWhenAFileStandsInTheWay() throws IOException {
    Path file = Files.createFile(run.resolve("file"));

    assertThatThrownBy(() -> RunFolder.create(file, "mnist", false))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  @Test
  void saysWhenTheFolderIsReadOnly() {
    assumeThat(run.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(run)).as("permissions bind this user").isFalse();

    assertThatThrownBy(() -> RunFolder.create(run, "mnist", false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written to");
  }
}
