package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.data.Download;
import org.ncsn.error.UserError;
import org.ncsn.inception.Inception;
import org.ncsn.inception.InceptionWeights;
import org.ncsn.inception.InputResize;

/** The network of FID, KID and the Inception score; its weights are the user's. */
public final class InceptionEvaluator implements EvaluatorKind {
  private static final String NAME = "inception";
  private static final int BATCH = 32;

  /** Ways to the network's size, by what {@code --resize} calls them. */
  private enum Way {
    HALF_PIXEL("half_pixel", InputResize.HALF_PIXEL),
    TENSORFLOW("tensorflow", InputResize.TENSORFLOW);

    private final String key;
    private final InputResize resize;

    Way(String key, InputResize resize) {
      this.key = key;
      this.resize = resize;
    }

    static Way named(String name) {
      for (Way way : values()) {
        if (way.key.equals(name)) {
          return way;
        }
      }
      throw new UserError("--resize must be half_pixel or tensorflow, found '" + name + "'");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isFor(Shape image, Optional<Boolean> ofDigits) {
    return false;
  }

  @Override
  public boolean isUsual() {
    return true;
  }

  @Override
  public Evaluator open(Options options) {
    Way way = options.resize().map(Way::named).orElse(Way.HALF_PIXEL);
    Path file = options.weights().orElseGet(() -> found(options));
    return new Evaluator(
        Evaluator.Names.OF_INCEPTION,
        "Inception of 2015-12-05, weights " + file.getFileName() + ", resize " + way.key,
        new Inception(way.resize),
        InceptionWeights.read(file),
        BATCH,
        false);
  }

  private static Path found(Options options) {
    Path folder = options.datasets().resolve(NAME);
    return InceptionWeights.find(folder)
        .or(
            () ->
                options
                    .downloads()
                    .map(
                        progress ->
                            InceptionWeights.fetch(
                                folder, new Download(InceptionWeights.SOURCE, progress))))
        .orElseThrow(() -> missing(folder));
  }

  private static UserError missing(Path folder) {
    return new UserError(
        "--evaluator inception: its weights are not in "
            + folder
            + "; get them with --download (96 MB), put "
            + InceptionWeights.FILE
            + " there, or name a file with --inception");
  }
}
