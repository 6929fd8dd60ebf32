package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.cli.Ncsn;

/** A sweep trains what can be trained, once. */
class ClusterSweepTest {
  private static final int MORE_THAN_THERE_ARE = 1_000_000;

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void nameFolder() {
    run = folder.resolve("run");
  }

  @Test
  void trainsWhatItCanAndGoesOnWithTheRest() throws IOException {
    Path config = config("training: {batch_size: [4, " + MORE_THAN_THERE_ARE + "]}");

    Ncsn first = sweep(config);

    assertThat(first.refusal())
        .contains("2 of 4 trainings failed, as said above; the same command tries them again");
    assertThat(first.out())
        .containsPattern("rates-003: on .*batch_size.*" + MORE_THAN_THERE_ARE)
        .containsPattern("rates-004: on ");
    List<String> table = Files.readAllLines(run.resolve("logs").resolve("rates.tsv"));
    assertThat(first.out().lines()).containsSubsequence(table);
    assertThat(table.get(0)).isEqualTo("run\tsteps\ttest loss\tseconds\tvalues");
    assertThat(table.get(1))
        .matches("rates-001\t2\t[0-9.]+\t[0-9.]+\ttraining.batch_size 4, optim.lr 0.001");
    assertThat(table.get(2)).matches("rates-002\t2\t.*\ttraining.batch_size 4, optim.lr 0.01");
    assertThat(table.get(3)).startsWith("rates-003\t-\tfailed\t-\t").endsWith("optim.lr 0.001");
    assertThat(table.get(4)).startsWith("rates-004\t-\tfailed\t-\t").endsWith("optim.lr 0.01");

    Ncsn again = sweep(config);

    assertThat(again.out().lines()).as("nothing is trained twice").containsSubsequence(table);
    assertThat(sweep(config("training: {batch_size: [8, 4]}")).refusal())
        .contains("rates-001 was another experiment before than training.batch_size 8");
  }

  @Test
  void refusesWhatIsNoSweep() throws IOException {
    assertThat(sweep(config("training: {batch_size: 4}", "0.001")).refusal())
        .contains("sweep.yml: no key has several values");
    assertThat(sweep(config("training: {batch_sise: [4, 8]}")).refusal()).contains("batch_sise");
    Files.createDirectories(run.resolve("logs").resolve("rates-001"));
    assertThat(sweep(config("training: {batch_size: [4, 8]}")).refusal())
        .contains("rates-001 is there, and not of this sweep; choose another --doc");
    assertThat(run.resolve("logs").resolve("rates.trials")).doesNotExist();
  }

  private Path config(String training) throws IOException {
    return config(training, "[0.001, 0.01]");
  }

  private Path config(String training, String rates) throws IOException {
    String text =
        TinyExperiment.text(
            training.replace("}", ", n_iters: 2, snapshot_freq: 2}"), rates, "n_samples: 1", "djl");
    return Files.writeString(folder.resolve("sweep.yml"), text);
  }

  private Ncsn sweep(Path config) {
    return SparkProgram.run(
        SparkProgram.OF_TESTS,
        "sweep",
        "--run",
        run.toString(),
        "--doc",
        "rates",
        "--config",
        config.toString());
  }
}
