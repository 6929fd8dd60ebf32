package org.ncsn.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What went wrong with a file, told to people who know no Java. */
class FileErrorsTest {
  static List<IOException> problems() {
    return List.of(
        new IOException(),
        new IOException(" "),
        new EOFException(),
        new MalformedInputException(1),
        new NotDirectoryException("a"),
        new FileSystemLoopException("a"),
        new FileAlreadyExistsException("a"),
        new DirectoryNotEmptyException("a"),
        new ClosedByInterruptException(),
        new NoRegularFileException("it is a folder"),
        new UnsupportedTypeException("F8", "F32"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void saysInWordsWhatJavaSaysByTheNameOfAClass(IOException problem) {
    Path file = Path.of("a");
    for (String message :
        List.of(
            FileErrors.cannotRead(file, "picture", "take another", problem).getMessage(),
            FileErrors.cannotWrite(file, problem).getMessage())) {
      assertThat(message)
          .doesNotContain("Exception", "Input length", "null", ": a", ": ;")
          .doesNotContainPattern(":\\s*;");
    }
  }
}
