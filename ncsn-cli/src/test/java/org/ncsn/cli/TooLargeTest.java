package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number that no machine can hold is answered in one line with file, line and key. */
class TooLargeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model    | num_classes: 2, ngf: 2000000000                 | :3: model.ngf must be at least 1 and at most 65536
          model    | num_classes: 2, ngf: 30000                      | :3: model.ngf: an array \\[3,3,30000,30000] has more elements than an array can hold .* lower it
          model    | num_classes: 1999999999                         | :3: model.num_classes must be at least 1 and at most 1000000
          data     | dataset: DIGITS, image_size: 4094, channels: 3  | :2: data.image_size: a data set of images \\[10000,4094,4094,3] needs about \\d+ MB of memory, but only \\d+ MB are left of Java's heap; lower it, or give Java more with NCSN_JAVA_OPTS=-Xmx...
          training | batch_size: 2147483647, n_iters: 1              | training.batch_size: 2147483647 is more than the data set has
          training | batch_size: 2, n_iters: 1, n_particles: 2000000 | :6: training.n_particles must be at least 1 and at most 10000
          sampling | n_steps_each: 2147483647                        | sampling.n_steps_each .*: 2147483647 steps at each of 2 noise levels are too many; choose at most 1073741823
          sampling | n_samples: 2147483647                           | :5: sampling.n_samples must be at least 1 and at most 10000
          """)
  void isAnsweredWithItsKey(String section, String values, String expected) {
    String config = TinyConfig.usual().with(section, values).in(folder);

    Ncsn run = Ncsn.run("--config", config, "--run", folder.resolve("run").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).matches("(?s)ncsn: [^\n]*" + expected + "[^\n]*\n");
  }
}
