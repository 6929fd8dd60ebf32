package org.ncsn.cli.bench;

import java.util.Arrays;
import java.util.Set;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.UNetConfig.UNetName;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.TimeDenoising;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.loss.Times;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreModel;
import org.ncsn.unet.BlockStyle;
import org.ncsn.unet.Pyramids;
import org.ncsn.unet.TimeInput;
import org.ncsn.unet.UNet;
import org.ncsn.unet.UNetSizes;

/** DDPM's network and DDPM++ on the VP process, as they are measured: without dropout. */
final class UNets {
  private static final VariancePreserving VP = new VariancePreserving(LinearRate.PUBLISHED);
  private static final double TOLD = 999;

  /** The time of a forward pass. */
  private static final double MIDDLE = 0.5;

  private UNets() {}

  static boolean isOne(BenchTask task) {
    return !task.multipliers().isEmpty();
  }

  static ScoreNetwork of(BenchTask task) {
    UNetSizes sizes =
        new UNetSizes(
            Shape.of(task.side(), task.side(), task.channels()),
            task.width(),
            task.multipliers(),
            task.blocks(),
            Set.copyOf(task.attention()));
    boolean first = task.network().equals(UNetName.DDPM.toString());
    BlockStyle style = first ? BlockStyle.ddpm(0) : BlockStyle.ddpmPlusPlus(0);
    return new UNet(sizes, style, Pyramids.NONE, TimeInput.positional(), true);
  }

  static ScoreModel model(ScoreNetwork network) {
    return new ScoreModel(network, VP, time -> TOLD * time, OutputRule.NOISE);
  }

  static ScoreMatchingLoss loss() {
    return new TimeDenoising(
        VP, Times.independent(), time -> TOLD * time, OutputRule.NOISE, Pixels.MEAN);
  }

  /** A time for each image of a batch. */
  static HostArray times(BenchTask task) {
    double[] times = new double[task.batch()];
    Arrays.fill(times, MIDDLE);
    return HostArray.of(Shape.of(times.length), times);
  }
}
