package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --flag=value} means the same as {@code --flag value}, before commands and behind them. */
class FlagValuesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --run=RUN --doc=a --test --samples=2       | no training in RUN/logs/a; train one first, or check --doc
          --run RUN --doc=a=b --test                 | no training in RUN/logs/a=b; train one first, or check --doc
          --run=RUN --doc --test=1 --resume_training | no training in RUN/logs/--test=1; train one first, or check --doc
          --seed=seven                               | "--seed": couldn't convert "seven" to a long; see ncsn --help
          --test=true                                | --test takes no value; see ncsn --help
          --confg=a                                  | unknown flag --confg; did you mean '--config'?
          report --run=RUN --doc=b                   | no training in RUN/logs/b; train one first, or check --doc
          --doc=a quickstart                         | --doc has no effect before 'quickstart'; flags of a command go behind it; see ncsn --help
          --doc @a --run=RUN --test                  | no training in RUN/logs/@a; train one first, or check --doc
          """)
  void isUnderstood(String arguments, String expected) {
    String run = folder.resolve("run").toString();

    Ncsn ncsn = Ncsn.run(arguments.replace("RUN", run).split(" "));

    assertThat(ncsn.err().strip()).isEqualTo("ncsn: " + expected.replace("RUN", run));
    assertThat(ncsn.status()).isEqualTo(2);
  }

  @Test
  void trainsWithEveryValueBehindAnEqualsSign() {
    String config = TinyConfig.usual().in(folder);

    Ncsn.succeed("--config=" + config, "--run=" + folder, "--doc=a", "--backend=reference");

    assertThat(folder.resolve("logs/a/checkpoint.safetensors")).exists();
  }
}
