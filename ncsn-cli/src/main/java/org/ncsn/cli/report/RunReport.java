package org.ncsn.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Stream;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.experiment.RunRecord;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Base64Png;
import org.ncsn.cli.output.EventLog;
import org.ncsn.cli.output.FilmStrip;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.report.ReportData.Curve;
import org.ncsn.cli.report.ReportData.Film;
import org.ncsn.cli.report.ReportData.Group;
import org.ncsn.cli.report.ReportData.Shot;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.io.AtomicFile;
import org.ncsn.io.FileErrors;

/** Writes what a run recorded as one page: curves, pictures, configuration, machine, speed. */
public final class RunReport {
  private static final int POINTS = 500;
  private static final int SHOTS = 12;

  /** Table of the keys outside of sections. */
  private static final String OUTSIDE = "run";

  /** Of all pictures of the training together, and of a plot. */
  private static final long MOST_BYTES = 1 << 20;

  private RunReport() {}

  /**
   * Writes the page.
   *
   * @param name the experiment's
   * @throws org.ncsn.error.UserError if the run cannot be read, or the page not written
   */
  public static void write(RunFolder folder, String name, Path target) {
    String page = ReportPage.of(data(folder, name));
    AtomicFile.write(target, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static ReportData data(RunFolder folder, String name) {
    ExperimentConfig config = ConfigReader.read(folder.config());
    Runner runner = Runners.ofConfig(config);
    EventLog log = EventLog.read(folder.tensorboard());
    NavigableMap<Long, Double> loss = log.scalar(RunRecord.LOSS);
    return new ReportData(
        name,
        log.text(RunRecord.COMMENT),
        runner.name(),
        config.data().dataset().toString(),
        log.text(RunRecord.BACKEND),
        log.text(RunRecord.MACHINE),
        checkpoint(folder.logs()),
        LocalDateTime.now(ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.MINUTES)
            .toString()
            .replace('T', ' '),
        loss.isEmpty() ? 0 : loss.lastKey(),
        config.training().nIters(),
        median(log.scalar(RunRecord.SPEED)),
        config.training().batchSize(),
        curves(log, runner),
        shots(log),
        plots(folder.logs()),
        FoundOfSamples.distances(folder.evaluation(), POINTS),
        FoundOfSamples.evaluation(folder.evaluation()).orElse(null),
        FilmStrip.read(folder.logs())
            .map(film -> new Film(film.dataUri(), film.captions()))
            .orElse(null),
        groups(config, KeysWithoutEffect.of(runner.kind(), config)));
  }

  private static List<Curve> curves(EventLog log, Runner runner) {
    return Stream.of(RunRecord.LOSS, runner.testLossName(), RunRecord.ACCURACY)
        .filter(tag -> !log.scalar(tag).isEmpty())
        .map(tag -> new Curve(tag, Thinning.means(log.scalar(tag), POINTS)))
        .toList();
  }

  private static List<Shot> shots(EventLog log) {
    NavigableMap<Long, byte[]> all = log.pictures();
    int most = SHOTS;
    NavigableMap<Long, byte[]> kept = Thinning.evenly(all, most);
    while (most > 1 && kept.values().stream().mapToLong(png -> png.length).sum() > MOST_BYTES) {
      most--;
      kept = Thinning.evenly(all, most);
    }
    List<Shot> shots = new ArrayList<>();
    kept.forEach((step, png) -> shots.add(new Shot(step, Base64Png.of(png))));
    return shots;
  }

  /** The page of plots that a finished training in the plane leaves. */
  private static List<String> plots(Path logs) {
    return SmallPicture.read(logs.resolve("toy.png"), MOST_BYTES).stream().toList();
  }

  private static String checkpoint(Path logs) {
    Path file = Checkpoints.isOfficial(logs) ? Checkpoints.ofRun(logs) : Checkpoints.latest(logs);
    try {
      return Files.isRegularFile(file)
          ? String.format(Locale.ROOT, "Checkpoint %s, %,d bytes", file, Files.size(file))
          : "No checkpoint yet";
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "checkpoint", "check its permissions", e);
    }
  }

  private static double median(NavigableMap<Long, Double> values) {
    double[] sorted = values.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** The sections of a config as tables, and what stands outside of them as one more. */
  private static List<Group> groups(ExperimentConfig config, Set<String> withoutEffect) {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    ConfigWriter.values(config)
        .forEach(
            (key, value) -> {
              if (!withoutEffect.contains(key)) {
                int dot = key.indexOf('.');
                tables
                    .computeIfAbsent(
                        dot < 0 ? OUTSIDE : key.substring(0, dot), section -> new ArrayList<>())
                    .add(List.of(key.substring(dot + 1), value));
              }
            });
    return tables.entrySet().stream()
        .map(each -> new Group(each.getKey(), each.getValue()))
        .toList();
  }
}
