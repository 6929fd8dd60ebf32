package org.ncsn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.error.UserError;

class NativeFolderTest {
  @TempDir private Path home;
  @TempDir private Path temporary;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(temporary.resolve("file"), "");
  }

  @Test
  void isInTheHomeFolder() {
    assertThat(NativeFolder.choose(Optional.empty(), home.toString(), temporary))
        .isEqualTo(home.resolve(".cache/ncsn/natives"))
        .isDirectory();
  }

  @Test
  void isWhereTheUserSays() {
    Path chosen = temporary.resolve("chosen");
    assertThat(NativeFolder.choose(Optional.of(chosen.toString()), home.toString(), temporary))
        .isEqualTo(chosen.resolve("natives"))
        .isDirectory();
    assertThat(home).isEmptyDirectory();
  }

  /** What Java says of users without an account, or without a home. */
  @ParameterizedTest
  @ValueSource(strings = {"?", "", "FILE", "FILE/none"})
  void isTemporaryWhereThereIsNoHome(String none) {
    Path folder =
        NativeFolder.choose(Optional.empty(), none.replace("FILE", file.toString()), temporary);

    assertThat(folder).isDirectory().hasParent(temporary);
    assertThat(NativeFolder.choose(Optional.empty(), none, temporary)).isNotEqualTo(folder);
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void isNowhereElseThanWhereTheUserSays() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () -> NativeFolder.choose(Optional.of(file.toString()), home.toString(), temporary))
        .withMessageStartingWith(
            "cannot put the engines' libraries into " + file.resolve("natives") + " (")
        .withMessageContaining("; set NCSN_CACHE to a folder of your own")
        .withMessageNotContaining("\n");
  }

  @Test
  void isMissingWhereNothingCanBeWritten() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> NativeFolder.choose(Optional.empty(), "?", file))
        .withMessageStartingWith("cannot put the engines' libraries into " + file)
        .withMessageContaining("; set NCSN_CACHE to a folder of your own");
  }
}
