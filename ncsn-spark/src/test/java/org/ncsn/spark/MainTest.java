package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.cli.Ncsn;

/** What is wrong with a command is said in a line, before any cluster is asked for. */
class MainTest {
  @TempDir private Path run;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample --workers 0      | --workers must be from 1 to 64, found 0",
        "train --cores -1        | --cores must be at least 0, found -1",
        "bench --heap 1          | --heap must be at least 512 (megabytes), found 1",
        "sample --as jpeg        | --as must be npy, parquet or pictures, found 'jpeg'",
        "sample --partitions -1  | --partitions must be from 0 to 1000000, found -1",
        "evaluate --batch_size 0 | --batch_size must be from 1 to 10000, found 0",
        "train --shards 0        | --shards must be from 1 to 4096, found 0",
        "train --config ../configs/anneal.yml --workers 2 --shards 3 | 3 parts of a batch do not"
            + " give each of 2 workers 1, 2, 4, 8 or more by doubling; choose 2",
        "train --config ../configs/anneal.yml --workers 3 | --workers, --shards: a batch of 128"
            + " (training.batch_size) does not make 3 equal parts; choose divisors of it",
        "sample --doc none       | none",
        "sweep                   | --config",
        "sampel                  | 'sample'",
        "bench --no_such_flag    | --no_such_flag",
      })
  void refusesInOneLine(String command, String complaint) {
    assertThat(refused(command)).contains(complaint);
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void saysWhatItCanDo() {
    Ncsn all = told("--help");
    assertThat(all.status()).isZero();
    assertThat(all.out()).contains("bench", "evaluate", "sample", "sweep", "train");
    assertThat(told("sweep", "--help").out())
        .contains("Examples:", "ncsn spark sweep --config rates.yml", "--workers");
  }

  @Test
  void refusesToGoOnWithAnotherRunsFile() throws Exception {
    Files.createDirectories(run.resolve("logs").resolve("odd"));
    Files.writeString(run.resolve("logs").resolve("odd").resolve("config.yml"), "training: 3\n");

    assertThat(refused("sample --doc odd")).contains("config.yml:1");
  }

  private String refused(String command) {
    String[] words = (command + " --run " + run).split(" ");
    return told(words).refusal();
  }

  private static Ncsn told(String... arguments) {
    return SparkProgram.run(SparkProgram.NO_CLUSTER, arguments);
  }
}
