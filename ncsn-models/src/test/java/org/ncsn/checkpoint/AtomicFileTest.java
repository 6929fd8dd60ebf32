package org.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void givesAFileASecondNameThatOutlivesTheFirst() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    write(second, "what had the name before");
    Files.writeString(folder.resolve(".second.tmp"), "what a killed process left behind");
    write(first, "content");

    AtomicFile.alias(first, second);
    AtomicFile.alias(first, second);
    assertThat(second).hasContent("content");
    write(first, "new content");
    assertThat(second).hasContent("content");
    Files.delete(first);
    assertThat(second).hasContent("content");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void explainsASecondNameThatCannotBe() {
    Path first = folder.resolve("first");
    write(first, "content");
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> AtomicFile.alias(first, missing.resolve("file")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the folder " + missing + " does not exist; create it");
  }

  private static void write(Path file, String content) {
    AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
