package org.ncsn.cli.toy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.plot.PlanePlot;
import org.ncsn.cli.plot.PlotPage;

/** The pictures of a study: the paper's figures 2 and 3. */
public final class ToyPictures {
  /** What the page is called; each picture on it is a file, too. */
  public static final String PAGE = "toy.png";

  private static final int WIDTH = 640;
  static final double BACKGROUND = 0.35;

  private final List<Picture> fields;
  private final List<Picture> samples;

  public ToyPictures(ToyStudy study) {
    PointFigures figures = PointFigures.of(study.fields());
    ToyStudy.Samples drawn = study.samples();
    this.fields =
        Stream.concat(
                fields(study.fields()).stream(),
                Stream.of(points("data_samples", "Data samples", drawn.data(), figures)))
            .toList();
    this.samples =
        List.of(
            points("langevin_exact", "Langevin, true scores", drawn.plainExact(), figures),
            points(
                "langevin_estimated",
                "Langevin, estimated scores",
                drawn.plainEstimated(),
                figures),
            points(
                "annealed_exact", "Annealed Langevin, true scores", drawn.annealedExact(), figures),
            points(
                "annealed_estimated",
                "Annealed Langevin, estimated scores",
                drawn.annealedEstimated(),
                figures));
  }

  /** A plot that is a file of its own, too. */
  private record Picture(String name, PlanePlot plot) {}

  /** A page of the fields alone. */
  public static BufferedImage page(ToyFields fields) {
    return PlotPage.of(List.of(row("Data and scores", fields(fields))));
  }

  /** All pictures on one page. */
  public BufferedImage page() {
    return PlotPage.of(
        List.of(
            row("The data, and the score estimated from their samples", fields),
            row(
                "Langevin dynamics and annealed Langevin dynamics, from the same starting points",
                samples)));
  }

  /**
   * Writes the page and every picture on it.
   *
   * @param folder an existing folder
   * @throws org.ncsn.error.UserError if a file cannot be written
   */
  public void write(Path folder) {
    ImageGrid.writePng(page(), folder.resolve(PAGE));
    Stream.concat(fields.stream(), samples.stream())
        .forEach(
            picture ->
                ImageGrid.writePng(
                    picture.plot().image(WIDTH), folder.resolve(picture.name() + ".png")));
  }

  private static PlotPage.Row row(String heading, List<Picture> pictures) {
    return new PlotPage.Row(heading, pictures.stream().map(Picture::plot).toList());
  }

  private static List<Picture> fields(ToyFields fields) {
    String name = fields.distribution().toString().toLowerCase(Locale.ROOT);
    double cosine = fields.comparison().cosineInside();
    String agreement = String.format(Locale.ROOT, "mean cosine %.4f where data are dense", cosine);
    return List.of(
        new Picture(
            "data_density",
            plot("Data density", name).shades(ToyFields.FINE, fields.densities(), 1)),
        new Picture(
            "data_scores",
            arrows("Data scores", "gradient of the log density", fields, fields.exact())),
        new Picture(
            "estimated_scores", arrows("Estimated scores", agreement, fields, fields.estimated())));
  }

  /** Over the density, because the estimate is good where there are data; all to one scale. */
  private static PlanePlot arrows(
      String title, String subtitle, ToyFields fields, HostArray vectors) {
    return plot(title, subtitle)
        .shades(ToyFields.FINE, fields.densities(), BACKGROUND)
        .arrows(ToyFields.COARSE, vectors, longest(fields.exact()));
  }

  private static Picture points(String name, String title, HostArray points, PointFigures figures) {
    return new Picture(name, plot(title, figures.describeShortly(points)).points(points));
  }

  static PlanePlot plot(String title, String subtitle) {
    return new PlanePlot(title, subtitle, ToySettings.WINDOW);
  }

  private static double longest(HostArray vectors) {
    double longest = 0;
    for (int i = 0; i < vectors.shape().extent(0); i++) {
      longest = Math.max(longest, Math.hypot(vectors.at(2 * i), vectors.at(2 * i + 1)));
    }
    return longest;
  }
}
