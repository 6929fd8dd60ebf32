package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.cli.output.Console;

/** What a newcomer reads last. */
class QuickstartSummaryTest {
  @Test
  void isPrintedLineByLine() {
    List<String> summary = new QuickstartCommand().summary("first", 41.6);
    PrintStream usual = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      summary.forEach(Console.standard()::line);
    } finally {
      System.setOut(usual);
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(summary)
        .anyMatch(line -> line.equals("Done in 42 s."))
        .anyMatch(line -> line.endsWith("samples.png    what the network imagines"))
        .anyMatch(line -> line.contains("learning.png   what the same network makes of noise"))
        .noneMatch(line -> line.contains("?"));
  }
}
