package org.ncsn.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.classifier.ConfusionMatrix;

/** What a classifier recognises, as a table and as a picture. */
record ConfusionTable(ConfusionMatrix confusion) {
  private static final double PERCENT = 100;

  /** The accuracy, then a row for each class that is shown. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Accuracy %.2f %%: %,d of %,d test images are recognised",
            PERCENT * confusion.accuracy(),
            confusion.recognised(),
            confusion.samples()));
    lines.add("");
    lines.add(row("shown", "taken for", Integer::toString, ""));
    for (int shown = 0; shown < confusion.classes(); shown++) {
      int row = shown;
      lines.add(
          row(
              Integer.toString(shown),
              "",
              recognised -> told(confusion.at(row, recognised)),
              String.format(
                  Locale.ROOT, "%7.2f %%", PERCENT * confusion.at(row, row) / confusion.of(row))));
    }
    return lines;
  }

  private String row(String first, String second, IntFunction<String> cell, String last) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5s %9s", first, second));
    for (int recognised = 0; recognised < confusion.classes(); recognised++) {
      line.append(String.format(Locale.ROOT, "%7s", cell.apply(recognised)));
    }
    return line.append(last).toString();
  }

  /** What never happens shall not hide what seldom does. */
  private static String told(int count) {
    return count == 0 ? "." : Integer.toString(count);
  }

  /**
   * A square a pair of classes, rows being what is shown: brighter with the logarithm of the count.
   *
   * @return {@code [1,K,K,1]}
   */
  HostArray picture() {
    int count = confusion.classes();
    float[] pixels = new float[count * count];
    for (int i = 0; i < pixels.length; i++) {
      double brightness = Math.log1p(confusion.at(i / count, i % count));
      pixels[i] = (float) (brightness / Math.log1p(confusion.samples()));
    }
    return HostArray.of(Shape.of(1, count, count, 1), pixels);
  }
}
