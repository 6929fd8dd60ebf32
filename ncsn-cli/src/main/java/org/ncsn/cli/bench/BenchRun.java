package org.ncsn.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.UNetConfig.UNetName;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Machine;
import org.ncsn.cli.runner.NcsnRunner;
import org.ncsn.cli.runner.Runners;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.toy.ToyScore;

/** A whole benchmark: which programs on which engines, and what is told of them. */
public final class BenchRun {
  /** A single step of the toy training is too short to be timed. */
  private static final int TOY_STEPS = 1000;

  private static final int PROFILED_RUNS = 3;
  private static final Set<BenchProgram> UNETS =
      EnumSet.of(BenchProgram.FORWARD, BenchProgram.TRAIN);

  private final Wanted wanted;

  /**
   * @param wanted what the user asked for
   */
  public BenchRun(Wanted wanted) {
    this.wanted = wanted;
  }

  /**
   * What is measured.
   *
   * @param batch {@code null} for the usual one of each program
   * @param backends none for all
   * @param python {@code null} for no comparison with PyTorch
   */
  public record Wanted(
      List<String> programs,
      String config,
      Integer batch,
      List<String> backends,
      List<String> precisions,
      String convolution,
      int threads,
      int repeats,
      boolean recompute,
      boolean profile,
      String python) {}

  /**
   * Measures, and shows what came out.
   *
   * @param json where all figures go; {@code null} for nowhere
   * @throws UserError if something wanted is not there, or an engine refuses it
   */
  public void run(Console console, Path json) {
    List<BenchProgram> programs = wanted.programs.stream().map(BenchProgram::named).toList();
    wanted.precisions.forEach(Precision::named);
    ConvolutionMethod.named(wanted.convolution);
    ExperimentConfig config = ConfigReader.read(ConfigFiles.ofProgram().find(wanted.config));
    if (config.data().dataset().isOfThePlane() && !programs.equals(List.of(BenchProgram.TOY))) {
      throw new UserError("--config: " + wanted.config + " has no images; use --program toy");
    }
    console.line(Machine.describe());
    Bench bench = new Bench(wanted.repeats, wanted.python, console::line);
    List<BenchRow> rows = new ArrayList<>();
    List<BenchRow> profiles = new ArrayList<>();
    for (BenchProgram program : programs) {
      rows.addAll(bench.measure(tasks(program, config)));
      if (wanted.profile) {
        // On its own: programs that are timed instruction by instruction are slower.
        List<BenchTask> tasks = tasks(program, config).stream().map(BenchTask::profiled).toList();
        profiles.addAll(new Bench(PROFILED_RUNS, null, console::line).measure(tasks));
      }
    }
    BenchTable.of(rows).forEach(console::line);
    profiles.forEach(row -> BenchTable.profile(row).forEach(console::line));
    if (json != null) {
      write(json, rows, profiles);
      console.line("Wrote " + json);
    }
  }

  private List<BenchTask> tasks(BenchProgram program, ExperimentConfig config) {
    boolean toy = program == BenchProgram.TOY;
    if (isUNet(config) && !UNETS.contains(program)) {
      throw new UserError("--program: of U-Nets forward and train are measured, not " + program);
    }
    List<BenchTask> tasks = new ArrayList<>();
    for (String backend : backends()) {
      for (String precision : wanted.precisions) {
        tasks.add(
            new BenchTask(
                program.toString(),
                network(config),
                wanted.batch == null ? program.usualBatch() : wanted.batch,
                toy ? TOY_STEPS : 1,
                config.data().channels(),
                config.data().imageSize(),
                toy ? ToyScore.UNITS : isUNet(config) ? config.unet().nf() : config.model().ngf(),
                config.model().numClasses().number(),
                isUNet(config) ? config.unet().chMult() : List.of(),
                config.unet().numResBlocks(),
                config.unet().attnResolutions(),
                backend,
                precision,
                wanted.convolution,
                wanted.threads == 0 ? Runtime.getRuntime().availableProcessors() : wanted.threads,
                wanted.recompute,
                wanted.repeats,
                false));
      }
    }
    return tasks;
  }

  private static boolean isUNet(ExperimentConfig config) {
    return Runners.ofConfig(config).kind() == RunnerName.SDE;
  }

  /** The second paper's network of the usual depth, the first one's, or a U-Net. */
  private String network(ExperimentConfig config) {
    if (isUNet(config) && config.unet().name() != UNetName.NCSNPP) {
      return config.unet().name().toString();
    }
    RunnerName kind = Runners.ofConfig(config).kind();
    if (kind != RunnerName.NCSN
        && kind != RunnerName.CLASSIFIER
        && kind != RunnerName.NOISY_CLASSIFIER
        && kind != RunnerName.SDE) {
      return Programs.NCSN;
    }
    if (kind == RunnerName.NCSN && NcsnRunner.isOfUsualDepth(config)) {
      return Programs.NCSNV2;
    }
    throw new UserError(
        "--config: "
            + wanted.config
            + " has another network than ncsn, ncsnv2, ddpm and ddpmpp, which are measured");
  }

  private List<String> backends() {
    return wanted.backends.isEmpty()
        ? Backends.found().stream().map(BackendModule::backendName).toList()
        : wanted.backends.stream().map(name -> Backends.named(name).backendName()).toList();
  }

  private static void write(Path file, List<BenchRow> rows, List<BenchRow> profiles) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", Machine.describe());
    all.put("date", Instant.now().toString());
    all.put("rows", rows.stream().map(BenchRun::figures).toList());
    all.put("profiles", profiles.stream().map(BenchRun::profile).toList());
    AtomicFile.write(
        file,
        out ->
            out.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(all)));
  }

  private static Map<String, Object> figures(BenchRow row) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("program", row.program());
    figures.put("engine", row.label());
    figures.put("version", row.ready().backend());
    figures.put("precision", row.precision());
    figures.put("items", row.items());
    figures.put("parameters", row.ready().parameters());
    figures.put("medianSeconds", row.median());
    figures.put("seconds", row.seconds());
    figures.put("itemsPerSecond", row.itemsPerSecond());
    figures.put("flops", row.ready().flops());
    figures.put("flopsPerSecond", row.flopsPerSecond());
    figures.put("ceilingFlopsPerSecond", Math.max(row.ready().ceiling(), row.end().ceiling()));
    figures.put("shareOfCeiling", row.shareOfCeiling());
    figures.put("directCeilingFlopsPerSecond", row.end().directCeiling());
    figures.put("shareOfDirectCeiling", row.shareOfDirectCeiling());
    figures.put("plannedBytes", row.ready().heldBytes());
    figures.put("residentBytes", row.end().residentBytes());
    figures.put("heapBytes", row.end().heapBytes());
    figures.put("compileSeconds", row.ready().compileSeconds());
    return figures;
  }

  private static Map<String, Object> profile(BenchRow row) {
    return Map.of(
        "program",
        row.program(),
        "engine",
        row.label(),
        "copyBytesPerSecond",
        row.end().copyBytesPerSecond(),
        "steps",
        row.profile());
  }
}
