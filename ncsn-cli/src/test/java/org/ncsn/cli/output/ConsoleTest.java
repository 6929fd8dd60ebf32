package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.ncsn.error.UserError;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void printsLinesAboveTheStatusOfATerminal() {
    Console console = console(true);

    console.status("50%");
    console.line("hello");
    console.keepStatus();

    assertThat(printed()).isEqualTo("\r\u001b[K50%\r\u001b[Khello\n50%\n");
  }

  @Test
  void showsNoStatusWhereThereIsNoTerminal() {
    Console console = console(false);

    console.status("50%");
    console.line("hello");
    console.keepStatus();

    assertThat(printed()).isEqualTo("hello\n");
  }

  @Test
  void saysAtTheEndThatOutputCouldNotBeWritten() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Console console = new Console(new PrintStream(full, true, StandardCharsets.UTF_8), false, 80);

    console.line("hello");

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(console::requireWritten)
        .withMessageStartingWith("not all of the output could be written: its disk is full");
  }

  @Test
  void saysNothingOfOutputThatWasWritten() {
    Console console = console(false);

    console.line("hello");

    assertThatNoException().isThrownBy(console::requireWritten);
  }

  private Console console(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Console(out, terminal, 80);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
