package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.NumberedPngs;
import org.ncsn.error.UserError;
import org.ncsn.format.Npy;

/** Samples are the same bits on any cluster, whatever happens to its machines. */
class ClusterSamplingTest {
  private static final int BATCH = 4;

  @TempDir private Path folder;
  private SamplingJob job;

  @BeforeEach
  void open() {
    job = new SamplingJob(LocalCluster.get(), Console.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void areThoseOfOneMachineHoweverTheyAreDivided(String backend) {
    Experiment experiment = TinyExperiment.of(backend, 18, 2);
    List<HostArray> expected = TinyExperiment.drawnHere(experiment, BATCH);

    for (int partitions : new int[] {1, 2, 4}) {
      String into = folder.resolve(backend + partitions).toString();
      draw(experiment, PartFormat.NPY, into, partitions);

      for (int part = 0; part < expected.size(); part++) {
        assertThat(part(into, part)).isEqualTo(expected.get(part));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void areOfTheClassesThatOneMachineDraws(String backend) {
    Experiment experiment = TinyExperiment.toldClasses(backend, 6);
    List<HostArray> expected = TinyExperiment.drawnHere(experiment, BATCH);
    draw(experiment, PartFormat.NPY, folder.toString(), 2);

    for (int part = 0; part < expected.size(); part++) {
      assertThat(part(folder.toString(), part)).isEqualTo(expected.get(part));
    }
  }

  @Test
  void areTheSameWhenAnExecutorIsKilled() throws InterruptedException {
    Experiment experiment = TinyExperiment.of("djl", 64, 6);
    List<HostArray> expected = TinyExperiment.drawnHere(experiment, BATCH);
    String into = folder.toString();

    CompletableFuture<Void> drawn =
        CompletableFuture.runAsync(() -> draw(experiment, PartFormat.NPY, into, 0));
    while (!drawn.isDone() && !Files.exists(folder.resolve("part-000001.npy"))) {
      Thread.sleep(10);
    }
    LocalCluster.killOne();
    assertThat(folder.resolve("part-000015.npy")).as("the last part, then").doesNotExist();
    drawn.join();

    for (int part = 0; part < expected.size(); part++) {
      assertThat(part(into, part)).isEqualTo(expected.get(part));
    }
  }

  @Test
  void goOnWithWhatIsMissing() throws IOException {
    Experiment experiment = TinyExperiment.of("djl", 10, 1);
    draw(experiment, PartFormat.NPY, folder.toString(), 0);
    HostArray lost = part(folder.toString(), 1);
    assertThat(SharedFolder.open(folder.toString(), new Configuration()))
        .as("what executors know the driver's folder by")
        .matches(seen -> !SamplesOrigin.isIn(seen, "of other images"));
    Files.delete(folder.resolve("part-000001.npy"));
    Files.write(folder.resolve("part-000000.npy"), new byte[0]);

    draw(experiment, PartFormat.NPY, folder.toString(), 0);

    assertThat(part(folder.toString(), 1)).isEqualTo(lost);
    assertThat(folder.resolve("part-000000.npy")).as("is left as it is").isEmptyFile();
    assertThatThrownBy(
            () -> draw(TinyExperiment.of("djl", 10, 2), PartFormat.NPY, folder.toString(), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are other images");
  }

  @Test
  void areAddedToThoseThatAreThere() throws IOException {
    Experiment ten = TinyExperiment.of("djl", 10, 1);
    draw(TinyExperiment.of("djl", 6, 1), PartFormat.NPY, folder.toString(), 0);
    FileTime drawn = Files.getLastModifiedTime(folder.resolve("part-000000.npy"));

    draw(ten, PartFormat.NPY, folder.toString(), 0);

    List<HostArray> expected = TinyExperiment.drawnHere(ten, BATCH);
    for (int part = 0; part < expected.size(); part++) {
      assertThat(part(folder.toString(), part)).isEqualTo(expected.get(part));
    }
    assertThat(Files.getLastModifiedTime(folder.resolve("part-000000.npy"))).isEqualTo(drawn);
    assertThatThrownBy(
            () -> draw(TinyExperiment.of("djl", 6, 1), PartFormat.NPY, folder.toString(), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10 of these images were begun there; give --samples 10 or more");
  }

  @Test
  void becomeRowsAndPictures() throws IOException {
    Experiment experiment = TinyExperiment.of("djl", 6, 1);
    List<HostArray> expected = TinyExperiment.drawnHere(experiment, BATCH);

    draw(experiment, PartFormat.PARQUET, folder.resolve("rows").toString(), 0);
    draw(experiment, PartFormat.PICTURES, folder.resolve("pictures").toString(), 0);

    Path file = folder.resolve("rows").resolve("part-000001.parquet");
    try (ParquetReader<Group> reader =
        ParquetReader.builder(
                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
            .build()) {
      Group first = reader.read();
      assertThat(first.getLong("index", 0)).isEqualTo(4);
      assertThat(first.getInteger("width", 0)).isEqualTo(8);
      Group pixels = first.getGroup("pixels", 0);
      assertThat(IntStream.range(0, 64).mapToObj(k -> pixels.getGroup("list", k)))
          .extracting(pixel -> (double) pixel.getFloat("element", 0))
          .containsExactlyElementsOf(
              IntStream.range(0, 64).mapToObj(k -> expected.get(1).at(k)).toList());
      assertThat(reader.read().getLong("index", 0)).isEqualTo(5);
      assertThat(reader.read()).isNull();
    }
    assertThat(folder.resolve("pictures").resolve("000").resolve("000005.png"))
        .hasBinaryContent(NumberedPngs.png(expected.get(1).slice(1, 2)));
  }

  @Test
  void sayInOneLineWhatExecutorsLack() {
    assertThatThrownBy(() -> draw(TinyExperiment.of("djl", 6, 1), PartFormat.NPY, "/dev/null/x", 0))
        .isInstanceOf(UserError.class)
        .message()
        .contains("/dev/null/x")
        .hasLineCount(1);
  }

  private void draw(Experiment experiment, PartFormat format, String into, int partitions) {
    SamplingPlan plan = new SamplingPlan(experiment.generation().samples(), BATCH, format, into);
    job.run(TinyExperiment.shipment(experiment), plan, experiment, "samples", partitions);
  }

  private static HostArray part(String folder, int number) {
    return Npy.read(Path.of(folder, String.format(Locale.ROOT, "part-%06d.npy", number)));
  }
}
