package org.ncsn.cli.levels;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.ncsn.cli.config.Auto;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig.Spacing;

/** What a config says of its noise levels, beside what its data ask for. */
final class LevelsTable {
  private static final String NOTHING = "-";

  private final ExperimentConfig config;
  private final ExperimentConfig chosen;
  private final FarthestPair farthest;

  LevelsTable(ExperimentConfig config, ExperimentConfig chosen, FarthestPair farthest) {
    this.config = config;
    this.chosen = chosen;
    this.farthest = farthest;
  }

  /** The ladder of the config, if it gives the numbers of one whose levels are at equal ratios. */
  Optional<Ladder> configured() {
    return config.model().sigmaBegin().isOpen()
            || config.model().numClasses().isOpen()
            || config.model().sigmaDist() != Spacing.GEOMETRIC
        ? Optional.empty()
        : Optional.of(Ladder.of(config));
  }

  List<String> lines() {
    Ladder ladder = Ladder.of(chosen);
    Optional<Ladder> given = configured();
    return Stream.of(
            row("", "config", "chosen", ""),
            row(
                "sigma_1 (sigma_begin)",
                text(config.model().sigmaBegin()),
                text(chosen.model().sigmaBegin()),
                "the largest distance: " + farthest),
            row(
                "sigma_L (sigma_end)",
                text(config.model().sigmaEnd()),
                text(chosen.model().sigmaEnd()),
                ""),
            row(
                "levels L (num_classes)",
                text(config.model().numClasses()),
                text(chosen.model().numClasses()),
                String.format(Locale.ROOT, "%.2f, rounded up", Ladder.count(chosen))),
            row(
                "ratio gamma",
                given.map(any -> digits(any.ratio())).orElse(NOTHING),
                digits(ladder.ratio()),
                ""),
            row(
                "overlap C",
                given.map(any -> share(any.overlap())).orElse(NOTHING),
                share(ladder.overlap()),
                chosen.model().overlap() + " wanted"),
            row(
                "steps T (n_steps_each)",
                config.sampling().nStepsEach().map(String::valueOf).orElse(NOTHING),
                chosen.sampling().nStepsEach().map(String::valueOf).orElse(NOTHING),
                ""),
            row(
                "step size (step_lr)",
                text(config.sampling().stepLr()),
                text(chosen.sampling().stepLr()),
                ""),
            row(
                "s_T^2 / sigma_i^2",
                given
                    .map(any -> any.variance(config.sampling()))
                    .filter(OptionalDouble::isPresent)
                    .map(ratio -> digits(ratio.getAsDouble()))
                    .orElse(NOTHING),
                digits(ladder.variance(chosen.sampling()).orElseThrow()),
                "the least there is; 1 would be exact"))
        .toList();
  }

  private static String row(String name, String config, String chosen, String remark) {
    return String.format(Locale.ROOT, "  %-24s %-11s %-11s %s", name, config, chosen, remark)
        .stripTrailing();
  }

  private static String text(Auto<?> number) {
    return number.isOpen() ? Auto.WORD : text(number.number().doubleValue());
  }

  private static String text(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }

  private static String share(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, "%.5g", number);
  }
}
