package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.cli.Ncsn;
import org.ncsn.cli.evaluation.EvaluationLines;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.EvaluatorKind;
import org.ncsn.cli.evaluation.Evaluators;
import org.ncsn.cli.evaluation.ImageSource;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Dataset;
import org.ncsn.data.Selection;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.format.Npy;
import org.ncsn.spark.FeaturesPlan.Place;

/** What is measured on a cluster is what one machine measures. */
class ClusterEvaluationTest {
  private static final String DIGITS = "digits";
  private static final int SEED = 1234;

  @TempDir private Path folder;
  private final Experiment experiment = TinyExperiment.of("djl", 1, 1);
  private Evaluator evaluator;
  private Measuring measuring;

  @BeforeEach
  void open() {
    EvaluatorKind.Options none =
        new EvaluatorKind.Options(Optional.empty(), Optional.empty(), folder, Optional.empty());
    evaluator = Evaluators.named(DIGITS).open(none);
    measuring =
        new Measuring(
            evaluator,
            ExecutorEngine.exactOf(experiment, 1),
            evaluator.batch(),
            SEED,
            Console.standard());
  }

  @AfterEach
  void close() {
    measuring.close();
  }

  @Test
  void isThatOfOneMachineHoweverImagesAreDivided() {
    int images = 50;
    MeasuredSet expected = measuredHere(images);

    for (int partitions : new int[] {1, 2, 4}) {
      MeasuredSet measured = measured(Chunk.of(images, 8), partitions);

      assertThat(measured.set().statistics()).isEqualTo(expected.set().statistics());
      assertThat(measured.set().features()).isEqualTo(expected.set().features());
      assertThat(measured.score()).isEqualTo(expected.score());
      assertThat(measured.predicted().counts()).isEqualTo(expected.predicted().counts());
    }
  }

  @Test
  void isTheSameWhenAnExecutorIsKilled() throws InterruptedException {
    int images = 60;
    MeasuredSet expected = measuredHere(images);

    CompletableFuture<MeasuredSet> measured =
        CompletableFuture.supplyAsync(() -> measured(Chunk.of(images, 1), 0));
    LocalCluster.awaitTasks(2);
    LocalCluster.killOne();
    assertThat(measured).as("the rest of the images, then").isNotDone();

    assertThat(measured.join().set().statistics()).isEqualTo(expected.set().statistics());
  }

  @Test
  void isPrintedAsByOneMachine() throws IOException {
    Path run = folder.resolve("run");
    TinyExperiment.train(run, "tiny");
    Path others = folder.resolve("others.npy");
    Npy.write(others, first(30));
    String samples = samples().toString();

    assertThat(evaluated(SparkProgram.NO_CLUSTER, run, folder.resolve("none.npz")).refusal())
        .as("before anything is drawn")
        .contains("none.npz");

    Ncsn told = evaluated(SparkProgram.OF_TESTS, run, others).succeeded();

    HostArray drawn =
        HostArray.concat(
            IntStream.range(0, 3)
                .mapToObj(part -> Npy.read(Path.of(samples, "part-00000" + part + ".npy")))
                .toList());
    MeasuredSet expected =
        measuring.of(
            new ImageSource(Dataset.of(drawn), "samples", "samples"),
            Optional.empty(),
            () -> false);
    Reference reference = Reference.of(others, measuring, () -> false);
    List<String> lines =
        new EvaluationLines(evaluator)
            .of("22 samples of tiny at step 2", reference.told())
            .of(expected, measuring.compared(expected.set(), reference.set(), () -> false))
            .lines();
    assertThat(told.out().lines()).containsSubsequence(lines);
    assertThat(Path.of(samples).toFile().list()).hasSize(4);
  }

  private Path samples() {
    return folder.resolve("samples");
  }

  private Ncsn evaluated(Clusters clusters, Path run, Path against) {
    return SparkProgram.run(
        clusters,
        "evaluate",
        "--run",
        run.toString(),
        "--doc",
        "tiny",
        "--samples",
        "22",
        "--cores",
        "1",
        "--batch_size",
        "8",
        "--against",
        against.toString(),
        "-o",
        samples().toString());
  }

  private MeasuredSet measuredHere(int images) {
    return measuring.of(
        new ImageSource(Dataset.of(first(images)), "digits", "digits"),
        Optional.empty(),
        () -> false);
  }

  private HostArray first(int images) {
    try (DataSets data = experiment.data(folder, Console.standard())) {
      return Selection.range(data.training(), 0, images)
          .batch(IntStream.range(0, images).toArray());
    }
  }

  /** Training images, as executors have them. */
  private MeasuredSet measured(List<Chunk> chunks, int partitions) {
    FeaturesPlan plan =
        new FeaturesPlan(
            Place.TRAINING,
            "none",
            folder,
            Evaluators.named(DIGITS),
            Optional.empty(),
            Optional.empty(),
            evaluator.batch());
    try (Cluster cluster = LocalCluster.get()) {
      return new FeaturesJob(cluster, Console.standard())
          .measured(
              TinyExperiment.shipment(experiment), plan, chunks, partitions, measuring, "digits");
    }
  }
}
