package org.ncsn.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesTheWholeContent() throws IOException {
    Path file = folder.resolve("file");
    write(file, "a long first content");
    write(file, "short");
    assertThat(file).hasContent("short");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void keepsTheOldContentAndCleansUpWhenTheDiskIsFull() throws IOException {
    Path file = folder.resolve("file");
    write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot write %s: the disk is full; free some space or choose another folder", file);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void namesAMissingFolder() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> write(missing.resolve("file"), ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the folder " + missing + " does not exist; create it");
  }

  @Test
  void explainsAReadOnlyFileSystem() {
    Path file = folder.resolve("file");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IOException("Read-only file system");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the folder " + folder + " cannot be written to");
  }

  @Test
  void overwritesWhatAKilledProcessLeftBehind() throws IOException {
    Files.writeString(folder.resolve(".file.tmp"), "a half-written checkpoint");
    write(folder.resolve("file"), "new");
    assertThat(folder.resolve("file")).hasContent("new");
    assertThat(folder.resolve(".file.tmp")).doesNotExist();
  }

  @Test
  void writesInAnInterruptedThread() throws IOException {
    Thread.currentThread().interrupt();
    try {
      write(folder.resolve("file"), "saved on the way out");
    } finally {
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
    assertThat(folder.resolve("file")).hasContent("saved on the way out");
  }

  @Test
  void writesSeveralFilesThatShareNothing() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    write(second, "what had the name before");
    Files.writeString(folder.resolve(".second.tmp"), "what a killed process left behind");

    AtomicFile.write(List.of(first, second), out -> out.write("content".getBytes(US_ASCII)));

    assertThat(first).hasContent("content");
    assertThat(second).hasContent("content");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    // As cp does it: into the file that is there.
    Files.writeString(second, "copied over it", StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(first).hasContent("content");
  }

  @Test
  void writesAllOfSeveralFilesOrNone() {
    Path first = folder.resolve("first");
    write(first, "old");
    Path missing = folder.resolve("missing");

    assertThatThrownBy(
            () -> AtomicFile.write(List.of(first, missing.resolve("second")), out -> out.write(1)))
        .isInstanceOf(UserError.class);

    assertThat(first).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  private static void write(Path file, String content) {
    AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
