package org.ncsn.cli.levels;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig.Spacing;
import org.ncsn.cli.config.RunnerName;

/** Which noise levels and steps the data of a config ask for, told and drawn. */
public final class LevelsStudy {
  private final String name;
  private final FarthestPair farthest;
  private final ExperimentConfig chosen;
  private final LevelsTable table;

  /**
   * @param file the config's
   * @param config may leave its levels and steps to be found
   * @throws org.ncsn.error.UserError if none fit
   */
  public LevelsStudy(Path file, RunnerName runner, ExperimentConfig config, FarthestPair farthest) {
    this.name = String.valueOf(file.getFileName());
    this.farthest = farthest;
    this.chosen = new LevelChoice(file, runner).all(config, farthest.pair().distance());
    this.table = new LevelsTable(config, chosen, farthest);
  }

  /** A table, a sketch, and lines for the config. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(heading());
    lines.add("");
    lines.addAll(table.lines());
    lines.add("");
    lines.addAll(new LadderSketch(Ladder.of(chosen), table.configured()).lines());
    lines.add("");
    lines.add("For the config:");
    lines.add("model:");
    lines.add("  sigma_begin: " + chosen.model().sigmaBegin());
    lines.add("  sigma_end: " + chosen.model().sigmaEnd());
    lines.add("  num_classes: " + chosen.model().numClasses());
    if (chosen.model().sigmaDist() != Spacing.GEOMETRIC) {
      lines.add("  sigma_dist: " + Spacing.GEOMETRIC);
    }
    lines.add("sampling:");
    lines.add("  n_steps_each: " + chosen.sampling().nStepsEach().orElseThrow());
    lines.add("  step_lr: " + chosen.sampling().stepLr());
    return lines;
  }

  /** The levels as a picture. */
  public BufferedImage picture() {
    return LadderPicture.of(name, Ladder.of(chosen), table.configured());
  }

  private String heading() {
    DataConfig data = chosen.data();
    return String.format(
        Locale.ROOT,
        "%s: %,d training images of %s, %dx%dx%d, so D = %,d",
        name,
        farthest.all(),
        data.dataset(),
        data.imageSize(),
        data.imageSize(),
        data.channels(),
        Ladder.dimension(chosen));
  }
}
