package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class OutputFolderTest {
  @TempDir private Path folder;

  @Test
  void isCreated() {
    Path images = folder.resolve("some/images");

    try (OutputFolder output = OutputFolder.open(images)) {
      assertThat(output.path()).isEqualTo(images).isDirectory();
    }
  }

  @Test
  void isForOneTestAtATime() {
    try (OutputFolder first = OutputFolder.open(folder)) {
      assertThatThrownBy(() -> OutputFolder.open(folder))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "another test is writing into %s; wait for it, stop it, or choose another folder"
                  + " with -o",
              folder);
    }
    OutputFolder.open(folder).close();
  }

  @Test
  void mayBeTheFolderOfARunThatIsAtWork() {
    try (RunFolder training = RunFolder.create(folder, "a", false)) {
      OutputFolder.open(training.logs()).close();
    }
  }

  @Test
  void isNoFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> OutputFolder.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + file);
  }
}
