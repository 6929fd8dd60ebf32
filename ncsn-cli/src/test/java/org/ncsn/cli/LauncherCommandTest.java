package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherCommandTest {
  @Test
  void isCalledByItsNameWhereNoLauncherSaysMore() {
    assertThat(Launcher.command()).isEqualTo("ncsn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ./ncsn             | ./ncsn
          /opt/ncsn/bin/ncsn | /opt/ncsn/bin/ncsn
          my run             | 'my run'
          it's               | 'it'\\''s'
          $HOME              | '$HOME'
          """)
  void quotesWhatAShellWouldTakeApart(String word, String quoted) {
    assertThat(Launcher.quoted(word)).isEqualTo(quoted);
  }
}
