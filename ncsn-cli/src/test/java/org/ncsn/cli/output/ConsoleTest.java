package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

  private Console console(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Console(out, terminal, 80);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
