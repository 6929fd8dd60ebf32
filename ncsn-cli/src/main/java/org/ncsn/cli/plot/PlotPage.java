package org.ncsn.cli.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Plots side by side in rows, each row with a heading. */
public final class PlotPage {
  private static final int WIDTH = 340;
  private static final int HEADING = 40;
  private static final int MARGIN = 14;

  private PlotPage() {}

  /**
   * A row of plots.
   *
   * @param heading what they show together
   */
  public record Row(String heading, List<PlanePlot> plots) {}

  /** All rows, one below the other. */
  public static BufferedImage of(List<Row> rows) {
    int columns = rows.stream().mapToInt(row -> row.plots().size()).max().orElse(0);
    int rowHeight = HEADING + PlanePlot.height(WIDTH);
    BufferedImage page =
        new BufferedImage(
            2 * MARGIN + columns * WIDTH,
            2 * MARGIN + rows.size() * rowHeight,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setPaint(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    for (int i = 0; i < rows.size(); i++) {
      int top = MARGIN + i * rowHeight;
      graphics.setPaint(Color.BLACK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
      graphics.drawString(rows.get(i).heading(), MARGIN + 6, top + 24);
      int left = MARGIN;
      for (PlanePlot plot : rows.get(i).plots()) {
        plot.draw(
            graphics, new Rectangle2D.Double(left, top + HEADING, WIDTH, PlanePlot.height(WIDTH)));
        left += WIDTH;
      }
    }
    graphics.dispose();
    return page;
  }
}
