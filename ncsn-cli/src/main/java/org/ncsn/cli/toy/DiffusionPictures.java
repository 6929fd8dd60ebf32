package org.ncsn.cli.toy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.plot.PlanePlot;
import org.ncsn.cli.plot.PlotPage;
import org.ncsn.likelihood.SetBits;
import org.ncsn.toy.Distribution;

/** A noise process in the plane, in pictures and in words. */
public final class DiffusionPictures {
  private final ToyDiffusion study;
  private final PointFigures figures;
  private final HostArray densities;

  public DiffusionPictures(ToyDiffusion study, Distribution distribution) {
    this.study = study;
    this.densities = ToyFields.densities(distribution.mixture());
    this.figures = new PointFigures(distribution, densities);
  }

  /**
   * Writes the page.
   *
   * @param folder an existing folder
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public void write(Path folder) {
    ImageGrid.writePng(page(), folder.resolve(ToyPictures.PAGE));
  }

  /** All on one page. */
  BufferedImage page() {
    return PlotPage.of(
        List.of(
            new PlotPage.Row("Data become noise", forward()),
            new PlotPage.Row("Noise becomes data, from the same starting points", backward())));
  }

  private List<PlanePlot> forward() {
    List<PlanePlot> plots = new ArrayList<>();
    for (int i = 0; i < ToyDiffusion.TIMES.size(); i++) {
      double time = ToyDiffusion.TIMES.get(i);
      String title = String.format(Locale.ROOT, "Time %.1f", time);
      String subtitle = time == 0 ? figures.describeShortly(study.noisy().get(0)) : "";
      plots.add(ToyPictures.plot(title, subtitle).points(study.noisy().get(i)));
    }
    return plots;
  }

  private List<PlanePlot> backward() {
    return List.of(
        ways("Reverse process", study.reverse()),
        samples("Samples of the reverse process", study.reverse()),
        ways("Probability flow", study.flow()),
        samples("Samples of the probability flow", study.flow()));
  }

  private PlanePlot ways(String title, ToyPath path) {
    return ToyPictures.plot(title, path.steps() + " steps; the density of the data below")
        .shades(ToyFields.FINE, densities, ToyPictures.BACKGROUND)
        .ways(path.ways());
  }

  private PlanePlot samples(String title, ToyPath path) {
    return ToyPictures.plot(title, figures.describeShortly(path.end())).points(path.end());
  }

  /** What a run tells. */
  public List<String> lines() {
    return List.of(
        "Independent samples of the data: " + figures.describe(study.noisy().get(0)),
        "Reverse process: " + figures.describe(study.reverse().end()),
        "Probability flow: " + figures.describe(study.flow().end()),
        "Bits per dimension: "
            + told(study.bits())
            + " by the network, "
            + told(study.exactBits())
            + " by the density of the data");
  }

  private static String told(SetBits bits) {
    return String.format(
        Locale.ROOT, "%.3f (standard error %.3f)", bits.mean(), bits.standardError());
  }
}
