package org.ncsn.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.VectorRenderer;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.data.xy.VectorSeries;
import org.jfree.data.xy.VectorSeriesCollection;
import org.jfree.data.xy.XYDataset;
import org.ncsn.array.HostArray;

/**
 * A picture of the square [-limit, limit]^2 of the plane, both axes of one scale. What is added
 * later is drawn above.
 */
public final class PlanePlot {
  // Room around the square of the plane, in pixels: numbers of the axes, title and subtitle.
  private static final int LEFT = 30;
  private static final int RIGHT = 10;
  private static final int BOTTOM = 22;
  private static final int TOP = 42;

  private static final Color INK = new Color(0x22, 0x2B, 0x38);
  private static final Color FAINT = new Color(0xD5, 0xDA, 0xE0);
  private static final Color ARROWS = new Color(0xB0, 0x30, 0x30);
  private static final Color POINTS = new Color(0x1F, 0x4E, 0x8C, 110);
  private static final Color WAYS = new Color(0xB0, 0x30, 0x30, 90);
  private static final double POINT = 2.6;

  /** Of the distance between arrows, so much is covered by the longest one. */
  private static final double LONGEST_ARROW = 0.95;

  private final String title;
  private final String subtitle;
  private final double limit;
  private final XYPlot plot;
  private final JFreeChart chart;
  private int layers;

  public PlanePlot(String title, String subtitle, double limit) {
    this.title = title;
    this.subtitle = subtitle;
    this.limit = limit;
    this.plot = new XYPlot(null, axis(), axis(), null);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(FAINT);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setFixedRangeAxisSpace(space(LEFT, 0));
    plot.setFixedDomainAxisSpace(space(0, BOTTOM));
    this.chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(TOP, 0, 0, RIGHT));
  }

  private static AxisSpace space(int left, int bottom) {
    AxisSpace space = new AxisSpace();
    space.setLeft(left);
    space.setBottom(bottom);
    return space;
  }

  private NumberAxis axis() {
    NumberAxis axis = new NumberAxis();
    axis.setRange(-limit, limit);
    axis.setTickUnit(new NumberTickUnit(limit / 2));
    axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarkPaint(FAINT);
    return axis;
  }

  /**
   * Shades by values, 0 white and the largest darkest.
   *
   * @param values {@code [n]}, one for each point of the grid, at least 0
   * @param strength how dark the largest is: 1 nearly black
   */
  public PlanePlot shades(PlaneGrid grid, HostArray values, double strength) {
    double[][] series = new double[3][grid.size()];
    double largest = 0;
    for (int i = 0; i < grid.size(); i++) {
      series[0][i] = grid.x(i);
      series[1][i] = grid.y(i);
      series[2][i] = values.at(i);
      largest = Math.max(largest, values.at(i));
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("shades", series);
    XYBlockRenderer blocks = new XYBlockRenderer();
    blocks.setBlockWidth(grid.cell());
    blocks.setBlockHeight(grid.cell());
    blocks.setPaintScale(new Shades(largest, strength));
    return with(data, blocks);
  }

  /**
   * Draws an arrow at each point of a grid.
   *
   * @param vectors {@code [n,2]}
   * @param longest the length of a vector whose arrow reaches the next point; longer ones are drawn
   *     as long as this one
   */
  public PlanePlot arrows(PlaneGrid grid, HostArray vectors, double longest) {
    VectorSeries series = new VectorSeries("arrows");
    for (int i = 0; i < grid.size(); i++) {
      double dx = vectors.at(2 * i);
      double dy = vectors.at(2 * i + 1);
      if (dx == 0 && dy == 0) {
        continue; // an arrow without a direction
      }
      double scale = LONGEST_ARROW * grid.cell() / Math.max(longest, Math.hypot(dx, dy));
      // Centred on its point, as the eye expects of a field.
      series.add(grid.x(i) - scale * dx / 2, grid.y(i) - scale * dy / 2, scale * dx, scale * dy);
    }
    VectorSeriesCollection data = new VectorSeriesCollection();
    data.addSeries(series);
    VectorRenderer arrows = new VectorRenderer();
    arrows.setSeriesPaint(0, ARROWS);
    arrows.setSeriesStroke(0, new BasicStroke(1f));
    return with(data, arrows);
  }

  /**
   * Draws points; what lies outside of the square is not seen.
   *
   * @param points {@code [n,2]}
   */
  public PlanePlot points(HostArray points) {
    int count = points.shape().extent(0);
    double[][] series = new double[2][count];
    for (int i = 0; i < count; i++) {
      series[0][i] = points.at(2 * i);
      series[1][i] = points.at(2 * i + 1);
    }
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("points", series);
    XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
    dots.setSeriesShape(0, new Ellipse2D.Double(-POINT / 2, -POINT / 2, POINT, POINT));
    dots.setSeriesPaint(0, POINTS);
    return with(data, dots);
  }

  /**
   * Draws the ways of points, each as a line through where it was.
   *
   * @param states where all of them were, one after the other, each {@code [n,2]}
   */
  public PlanePlot ways(List<HostArray> states) {
    DefaultXYDataset data = new DefaultXYDataset();
    int points = states.get(0).shape().extent(0);
    for (int i = 0; i < points; i++) {
      double[][] way = new double[2][states.size()];
      for (int t = 0; t < states.size(); t++) {
        way[0][t] = states.get(t).at(2 * i);
        way[1][t] = states.get(t).at(2 * i + 1);
      }
      data.addSeries(i, way);
    }
    XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
    lines.setAutoPopulateSeriesPaint(false);
    lines.setAutoPopulateSeriesStroke(false);
    lines.setDefaultPaint(WAYS);
    lines.setDefaultStroke(new BasicStroke(0.9f));
    return with(data, lines).points(states.get(states.size() - 1));
  }

  private PlanePlot with(XYDataset data, XYItemRenderer renderer) {
    plot.setDataset(layers, data);
    plot.setRenderer(layers, renderer);
    layers++;
    return this;
  }

  /** Draws the picture; it is square in the plane if the area is as {@link #height} says. */
  void draw(Graphics2D graphics, Rectangle2D area) {
    chart.draw(graphics, area);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setPaint(INK);
    float left = (float) area.getX() + LEFT;
    float top = (float) area.getY();
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    graphics.drawString(title, left, top + 17);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.drawString(subtitle, left, top + 34);
  }

  /** The height that goes with a width. */
  static int height(int width) {
    return width - LEFT - RIGHT + TOP + BOTTOM;
  }

  /** The picture by itself, so many pixels wide. */
  public BufferedImage image(int width) {
    BufferedImage image = new BufferedImage(width, height(width), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    draw(graphics, new Rectangle2D.Double(0, 0, width, height(width)));
    graphics.dispose();
    return image;
  }
}
