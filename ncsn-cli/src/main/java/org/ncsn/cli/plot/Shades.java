package org.ncsn.cli.plot;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.renderer.PaintScale;

/** From white over blue to nearly black, evenly darker, so that it reads in grey, too. */
final class Shades implements PaintScale {
  private static final Color[] STOPS = {
    new Color(0xFFFFFF),
    new Color(0xC6DBEF),
    new Color(0x6BAED6),
    new Color(0x2171B5),
    new Color(0x08306B)
  };

  private final double darkest;
  private final double strength;

  /**
   * @param darkest the value that is darkest; 0 is white
   * @param strength how far along the scale it is, 1 being nearly black
   */
  Shades(double darkest, double strength) {
    this.darkest = darkest;
    this.strength = strength;
  }

  @Override
  public double getLowerBound() {
    return 0;
  }

  @Override
  public double getUpperBound() {
    return darkest;
  }

  @Override
  public Paint getPaint(double value) {
    double part = Math.max(0, Math.min(1, value / darkest)) * strength * (STOPS.length - 1);
    int below = Math.min((int) part, STOPS.length - 2);
    return between(STOPS[below], STOPS[below + 1], part - below);
  }

  private static Color between(Color from, Color to, double part) {
    return new Color(
        mixed(from.getRed(), to.getRed(), part),
        mixed(from.getGreen(), to.getGreen(), part),
        mixed(from.getBlue(), to.getBlue(), part));
  }

  private static int mixed(int from, int to, double part) {
    return (int) Math.round(from + (to - from) * part);
  }
}
