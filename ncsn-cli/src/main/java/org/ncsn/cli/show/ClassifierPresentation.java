package org.ncsn.cli.show;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.RunRecord;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.nn.Weights;

/** Shows a classifier by what it takes test images for; there is nothing to see in between. */
public final class ClassifierPresentation implements Presentation {
  @Override
  public String label() {
    return RunRecord.PICTURES;
  }

  @Override
  public Optional<BufferedImage> snapshot(Weights weights, BooleanSupplier goOn) {
    return Optional.empty();
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public void test(TestRun run) {
    new Recognised().show(run);
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
