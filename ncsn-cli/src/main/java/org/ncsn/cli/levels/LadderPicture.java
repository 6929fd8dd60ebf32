package org.ncsn.cli.levels;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;
import org.ncsn.noise.NoiseLevels;

/** Noise levels as a picture: the logarithm of sigma over the level. */
final class LadderPicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final Color CHOSEN = new Color(0x1F, 0x4E, 0x8C);
  private static final Color CONFIGURED = new Color(0xB0, 0x30, 0x30);
  private static final Color FAINT = new Color(0xD5, 0xDA, 0xE0);

  private LadderPicture() {}

  static BufferedImage of(String title, Ladder chosen, Optional<Ladder> configured) {
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("chosen: " + told(chosen), series(chosen));
    configured.ifPresent(ladder -> data.addSeries("config: " + told(ladder), series(ladder)));
    XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
    lines.setSeriesPaint(0, CHOSEN);
    lines.setSeriesPaint(1, CONFIGURED);
    lines.setDefaultStroke(new BasicStroke(2));
    lines.setAutoPopulateSeriesStroke(false);
    LogarithmicAxis sigmas = new LogarithmicAxis("sigma");
    sigmas.setStrictValuesFlag(false);
    sigmas.setExpTickLabelsFlag(false);
    XYPlot plot = new XYPlot(data, new NumberAxis("level"), sigmas, lines);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(FAINT);
    plot.setRangeGridlinePaint(FAINT);
    JFreeChart chart = new JFreeChart(title, plot);
    chart.setBackgroundPaint(Color.WHITE);
    return chart.createBufferedImage(WIDTH, HEIGHT);
  }

  private static String told(Ladder ladder) {
    return ladder.count() + " from " + ladder.begin() + " to " + ladder.end();
  }

  private static double[][] series(Ladder ladder) {
    NoiseLevels levels = ladder.levels();
    double[][] series = new double[2][levels.count()];
    for (int level = 0; level < levels.count(); level++) {
      series[0][level] = level + 1;
      series[1][level] = levels.sigma(level);
    }
    return series;
  }
}
