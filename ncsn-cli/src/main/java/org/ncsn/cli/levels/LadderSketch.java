package org.ncsn.cli.levels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.noise.NoiseLevels;

/** Noise levels drawn in characters: the logarithm of sigma over the level. */
final class LadderSketch {
  private static final int ROWS = 12;
  private static final int COLUMNS = 60;

  private final Ladder chosen;
  private final Optional<Ladder> configured;
  private final int most;
  private final double top;
  private final double bottom;

  LadderSketch(Ladder chosen, Optional<Ladder> configured) {
    this.chosen = chosen;
    this.configured = configured;
    this.most =
        Math.max(
            2,
            configured.map(Ladder::count).filter(n -> n > chosen.count()).orElse(chosen.count()));
    this.top = Math.log(Math.max(chosen.begin(), configured.map(Ladder::begin).orElse(0.0)));
    this.bottom =
        Math.log(Math.min(chosen.end(), configured.map(Ladder::end).orElse(chosen.end())));
  }

  List<String> lines() {
    char[][] canvas = new char[ROWS][COLUMNS];
    for (char[] row : canvas) {
      Arrays.fill(row, ' ');
    }
    configured.ifPresent(ladder -> draw(ladder, 'o', canvas));
    draw(chosen, '*', canvas);
    List<String> lines = new ArrayList<>();
    lines.add("  sigma    *: chosen" + (configured.isPresent() ? ", o: config" : ""));
    for (int row = 0; row < ROWS; row++) {
      double sigma = Math.exp(top - (top - bottom) * row / (ROWS - 1));
      lines.add(
          String.format(Locale.ROOT, "  %-8.3g|%s", sigma, new String(canvas[row]))
              .stripTrailing());
    }
    lines.add("          +" + "-".repeat(COLUMNS));
    String last = Integer.toString(most);
    lines.add("           1" + " ".repeat(COLUMNS - 1 - last.length()) + last + " level");
    return lines;
  }

  /** A mark in every column that a level falls into. */
  private void draw(Ladder ladder, char mark, char[][] canvas) {
    NoiseLevels levels = ladder.levels();
    for (int level = 0; level < levels.count(); level++) {
      double sigma = levels.sigma(level);
      int column = (int) Math.round((COLUMNS - 1.0) * level / (most - 1));
      int row = (int) Math.round((ROWS - 1) * (top - Math.log(sigma)) / (top - bottom));
      canvas[row][column] = mark;
    }
  }
}
