package org.ncsn.cli.show;

import java.util.Locale;
import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.cli.show.Drawing.Viewer;
import org.ncsn.sampler.SamplingMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how large images are when a noise level begins: chains that diverge are seen early. */
final class LevelLog implements Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(LevelLog.class);

  private final SamplingMethod method;
  private int logged = -1;

  LevelLog(SamplingMethod method) {
    this.method = method;
  }

  @Override
  public void saw(int step, int phase, boolean last, Supplier<HostArray> images) {
    if (phase == logged && !last) {
      return;
    }
    logged = phase;
    LOG.info(
        "noise level {} of {}, step {} of {}: mean norm of the images {}",
        phase + 1,
        method.phases(),
        step,
        method.steps(),
        String.format(Locale.ROOT, "%.3f", meanNorm(images.get())));
  }

  private static double meanNorm(HostArray images) {
    int count = images.shape().extent(0);
    int length = images.shape().intSize() / count;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double squares = 0;
      for (int j = i * length; j < (i + 1) * length; j++) {
        squares += images.at(j) * images.at(j);
      }
      sum += Math.sqrt(squares);
    }
    return sum / count;
  }
}
