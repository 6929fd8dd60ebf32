package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.cli.BadCommandTest.assertMistake;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.cli.evaluation.CheckpointScores;
import org.ncsn.format.Npy;
import org.ncsn.format.NumberPickle;
import org.ncsn.golden.Golden;
import org.ncsn.random.NoiseSource;

/** {@code --fast_fid} of the second paper's program, with the settings of its section. */
class FastFidTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Path images = folder.resolve("images.npy");
    Npy.write(images, NoiseSource.seeded(2).uniform(DType.FLOAT32, Shape.of(41, 6, 6, 1)));
    Path file = Files.writeString(folder.resolve("a.yml"), config().text());
    Ncsn.succeed("--config", file.toString(), "--run", folder.toString(), "--doc", "a");
  }

  @Test
  void measuresCheckpointsAsItsSectionSays() throws IOException {
    configure(config().with("fast_fid.n_steps_each", 2).with("fast_fid.step_lr", 1e-6));
    List<String> found = lines(fastFid("a"));
    assertThat(found.get(0)).matches("samples +5 of each checkpoint of a");
    List<String> table = found.subList(3, found.size());
    assertThat(table).as("step 4 is not 5,000 steps later").hasSize(3);
    assertThat(table.get(2)).startsWith("best: step 2, tiny distance ");
    assertThat(evaluated()).isNotEqualTo(table);
    assertThat(Files.readString(folder.resolve("evaluation/a/checkpoints.json")))
        .contains("\"step\" : 2");

    configure(config().with("sampling.n_steps_each", 2).with("sampling.step_lr", 1e-6));
    assertThat(evaluated()).isEqualTo(table);
    assertThat(lines(fastFid("a", "--samples", "6")).get(0))
        .matches("samples +6 of each checkpoint of a");
  }

  @Test
  void logsLevelByLevelIfItIsVerbose() throws IOException {
    configure(config().with("fast_fid.verbose", true).with("fast_fid.num_samples", 4));
    assertThat(fastFid("a").out())
        .contains("noise level 1 of 2, step 1 of 3: mean norm of the images ")
        .contains("noise level 2 of 2, step 3 of 3: mean norm of the images ");
  }

  @Test
  void keepsSamplesAndDistancesWhereTheOfficialProgramDoes() throws IOException {
    configure(config());

    assertThat(kept("whole", "--samples", "7").out())
        .containsPattern(
            "Wrote the tiny distance of each checkpoint, which is no FID, into"
                + " \\S*fid_samples/whole/fids.pickle, beside the samples");

    assertThat(samples("whole")).as("drawn by threes").isEqualTo(numbered(7));
    assertThat(sample("whole", 6).getWidth()).isEqualTo(8);
    assertThat(Files.readAllBytes(inFolder("whole/ckpt_2/sample_0.png")))
        .isNotEqualTo(Files.readAllBytes(inFolder("whole/ckpt_2/sample_3.png")));
    Path expected = folder.resolve("expected.pickle");
    NumberPickle.write(expected, distances(7));
    assertThat(inFolder("whole/fids.pickle")).hasSameBinaryContentAs(expected);
  }

  @Test
  void drawsAgainOnlyWhatIsNotThere() throws IOException {
    configure(config());
    kept("again");
    byte[] second = Files.readAllBytes(inFolder("again/ckpt_2/sample_1.png"));
    byte[] distances = Files.readAllBytes(inFolder("again/fids.pickle"));
    assertThat(kept("again").out()).doesNotContain("Sampling from").contains("best: step 2");

    Files.delete(inFolder("again/ckpt_2/sample_1.png"));
    Files.delete(inFolder("again/fids.pickle"));
    assertThat(kept("again").out()).contains("Sampling from").doesNotContain("Comparing features");
    assertThat(inFolder("again/ckpt_2/sample_1.png")).hasBinaryContent(second);
    assertThat(inFolder("again/fids.pickle")).hasBinaryContent(distances);

    configure(config().with("fast_fid.step_lr", 1e-4));
    kept("again");
    assertThat(Files.readAllBytes(inFolder("again/ckpt_2/sample_1.png"))).isNotEqualTo(second);
  }

  @Test
  void removesSurplusSamplesOfItsOwnAlone() throws IOException {
    configure(config());
    kept("fewer");
    Files.writeString(inFolder("fewer/ckpt_2/sample_04.png"), "another name");
    Files.writeString(inFolder("fewer/ckpt_2/notes.txt"), "a user's");
    kept("fewer", "--samples", "4");
    Set<String> left = numbered(4);
    left.addAll(Set.of("sample_04.png", "notes.txt"));
    assertThat(samples("fewer")).isEqualTo(left);

    Path other = Files.createDirectories(inFolder("foreign/ckpt_2")).resolve("sample_5.png");
    Files.writeString(other, "the official program's");
    assertMistake(
        kept("foreign"),
        other.getParent()
            + " holds sample_5.png, which this program did not draw, and which would stay beside"
            + " the 5 samples to be drawn; choose another folder with -i, or remove it");
    assertThat(other).hasContent("the official program's");
  }

  @Test
  void findsAnUnusableFolderBeforeItDraws() throws IOException {
    configure(config());
    Path file = Files.createDirectories(inFolder("taken")).resolve("ckpt_2");
    Files.writeString(file, "no folder");
    assertMistake(
        kept("taken"),
        file
            + " is not a usable folder of samples: it is no folder; choose another folder with -i");
    assertMistake(kept("taken/ckpt_2"), "cannot write " + file + ": ");
  }

  @Test
  void keepsNothingUnlessExperimentsLieAsTheOfficialProgramsDo() throws IOException {
    configure(config());
    assertThat(fastFid("a", "-i", "nothing").out())
        .contains("No effect with --fast_fid: --image_folder");
    assertThat(inFolder("nothing")).doesNotExist();
  }

  @Test
  void measuresNumberedCheckpointsOfTheOfficialProgram() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs/official"));
    Golden.copy("ncsnv2_mnist", "checkpoint_zip.pth", logs.resolve("checkpoint.pth"));
    Files.copy(logs.resolve("checkpoint.pth"), logs.resolve("checkpoint_5000.pth"));
    Path config = logs.resolve("config.yml");
    Files.writeString(
        config,
        TestConfig.images("DIGITS", 28)
            .with("model.sigma_begin", 20)
            .with("model.ngf", 3)
            .with("model.normalization", "InstanceNorm++")
            .with("model.ema", true)
            .with("fast_fid.n_steps_each", 1)
            .with("fast_fid.step_lr", 1e-9)
            .with("fast_fid.num_samples", 4)
            .with("runner", "NCSNRunner")
            .text());

    List<String> found = lines(fastFid("official", "--backend", "djl"));

    assertThat(found.get(found.size() - 1)).startsWith("best: step 5000, tiny distance ");
    assertMistake(
        Ncsn.run("--sample", "--run", folder.toString(), "--doc", "official", "--from", "3"),
        "--from: no checkpoint of step 3 in " + logs + "; the last there are of steps 5000");

    String moved = Files.move(config, folder.resolve("official.yml")).toString();
    assertMistake(fastFid("official"), config + " is missing; copy the config there");
    String[] flags = {
      "--backend", "djl", "--config", moved, "--exp", folder.toString(), "-i", "official"
    };
    assertThat(lines(fastFid("official", flags))).isEqualTo(found);
    assertThat(inFolder("official/ckpt_5000/sample_3.png")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fast_fid.ensemble  | true | : fast_fid.ensemble: scores of several checkpoints are not averaged here, each is measured alone; set it to false
          fast_fid.end_ckpt  | 1    | : fast_fid.begin_ckpt is 2, but the last checkpoint to measure, end_ckpt, is 1; lower the first one
          fast_fid.begin_ckpt | 3   | : fast_fid.begin_ckpt: checkpoints every 5,000 steps from here on: the run has none of these steps; begin with one of 2, 4
          """)
  void saysWhatCannotBe(String key, String value, String complaint) throws IOException {
    configure(config().with(key, value));

    assertMistake(fastFid("a"), complaint);
  }

  @Test
  void goesWithNoOtherModeAndNoOtherRunner() throws IOException {
    assertMistake(
        fastFid("a", "--sample"),
        "--test, --sample, --fast_fid and --resume_training exclude each other; choose one");
    assertMistake(
        Ncsn.run("--inception", "x.pth"),
        "--inception: goes with --fast_fid, or with 'ncsn evaluate'");
    Ncsn.succeed(
        "--config", TinyConfig.usual().in(folder), "--run", folder.toString(), "--doc", "first");
    assertMistake(
        fastFid("first"),
        "--fast_fid: measures runs of NCSNRunner, this one is of AnnealRunner;"
            + " use ncsn evaluate --checkpoints FROM:TO:EVERY");
  }

  private static TestConfig config() {
    return TestConfig.images("DIGITS", 8)
        .with("training.n_iters", 4)
        .with("training.snapshot_freq", 2)
        .with("training.batch_size", 2)
        .with("model.num_classes", 2)
        .with("model.ngf", 2)
        .with("model.normalization", "InstanceNorm++")
        .with("sampling.n_steps_each", 1)
        .with("sampling.step_lr", 1e-7)
        .with("sampling.denoise", true)
        .with("fast_fid.num_samples", 5)
        .with("fast_fid.batch_size", 3)
        .with("fast_fid.begin_ckpt", 2)
        .with("runner", "NCSNRunner")
        .with("backend", ReferenceModule.NAME);
  }

  /** What the run's own config says: none of it was needed to train it. */
  private static void configure(TestConfig config) throws IOException {
    Files.writeString(folder.resolve("logs/a/config.yml"), config.text());
  }

  private static Ncsn fastFid(String doc, String... more) {
    List<String> all = new ArrayList<>(List.of("--fast_fid", "--doc", doc));
    all.addAll(List.of(more));
    return measuring(all);
  }

  /** The table of the same checkpoint by the other command. */
  private static List<String> evaluated() {
    List<String> lines =
        lines(
            measuring(
                List.of("evaluate", "--doc", "a", "--checkpoints", "2:2:1", "--samples", "5")));
    return lines.subList(3, lines.size());
  }

  /** With the samples kept in a folder. */
  private static Ncsn kept(String name, String... more) {
    List<String> all = new ArrayList<>(List.of("--exp", folder.toString(), "-i", name));
    all.addAll(List.of(more));
    return fastFid("a", all.toArray(String[]::new));
  }

  private static Path inFolder(String name) {
    return folder.resolve("fid_samples").resolve(name);
  }

  private static Set<String> samples(String name) throws IOException {
    try (Stream<Path> files = Files.list(inFolder(name).resolve("ckpt_2"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static Set<String> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "sample_" + i + ".png")
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static BufferedImage sample(String name, int number) throws IOException {
    return ImageIO.read(inFolder(name).resolve("ckpt_2/sample_" + number + ".png").toFile());
  }

  /** Those of the table, of so many samples. */
  private static SortedMap<Long, Double> distances(int samples) {
    return CheckpointScores.open(folder.resolve("evaluation/a/checkpoints.json"))
        .curves()
        .entrySet()
        .stream()
        .filter(curve -> curve.getKey().contains("of " + samples + " samples"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Ncsn measuring(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--run", folder.toString()));
    if (!all.contains("--backend")) {
      all.addAll(List.of("--backend", ReferenceModule.NAME));
    }
    all.addAll(List.of("--evaluator", TinyEvaluator.NAME));
    all.addAll(List.of("--against", folder.resolve("images.npy").toString()));
    return Ncsn.run(all.toArray(String[]::new));
  }

  private static List<String> lines(Ncsn run) {
    assertThat(run.err()).isEmpty();
    return run.out().lines().dropWhile(line -> !line.startsWith("samples ")).toList();
  }
}
