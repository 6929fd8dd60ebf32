package org.ncsn.cli.quickstart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.ncsn.cli.output.ImageGrid;

/** Pictures side by side, each over a line of text. */
final class CaptionedPictures {
  private static final int ENLARGED = 3;
  private static final int GAP = 14;
  private static final int LINE = 30;
  private static final int FONT_SIZE = 17;

  private CaptionedPictures() {}

  /** One of the pictures. */
  record Captioned(BufferedImage picture, String caption) {}

  /**
   * All in a row, from left to right.
   *
   * @param pictures at least one
   */
  static BufferedImage of(List<Captioned> pictures) {
    List<BufferedImage> large =
        pictures.stream().map(each -> ImageGrid.enlarge(each.picture(), ENLARGED)).toList();
    int width = large.stream().mapToInt(BufferedImage::getWidth).sum() + GAP * (large.size() + 1);
    int height = large.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    BufferedImage row = new BufferedImage(width, GAP + height + LINE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = row.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setPaint(Color.WHITE);
    graphics.fillRect(0, 0, row.getWidth(), row.getHeight());
    graphics.setPaint(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
    int left = GAP;
    for (int i = 0; i < large.size(); i++) {
      // Through the raster: drawing it would bend grey values by a gamma curve.
      copy(large.get(i), row, left);
      graphics.drawString(pictures.get(i).caption(), left, GAP + height + FONT_SIZE + 3);
      left += large.get(i).getWidth() + GAP;
    }
    graphics.dispose();
    return row;
  }

  private static void copy(BufferedImage from, BufferedImage to, int left) {
    int bands = from.getRaster().getNumBands();
    int[] pixel = new int[bands];
    int[] colour = new int[3];
    for (int y = 0; y < from.getHeight(); y++) {
      for (int x = 0; x < from.getWidth(); x++) {
        from.getRaster().getPixel(x, y, pixel);
        for (int c = 0; c < colour.length; c++) {
          colour[c] = pixel[c % bands];
        }
        to.getRaster().setPixel(left + x, GAP + y, colour);
      }
    }
  }
}
