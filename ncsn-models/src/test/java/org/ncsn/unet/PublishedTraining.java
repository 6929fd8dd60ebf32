package org.ncsn.unet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.RateSchedule;
import org.ncsn.optim.UpdateRule;
import org.ncsn.score.RecordedLevels;
import org.ncsn.unet.Pyramids.Input;
import org.ncsn.unet.Pyramids.Joining;
import org.ncsn.unet.Pyramids.Output;

/** Three steps of a small NCSN++ by the official code, and the checkpoint that it then saved. */
public final class PublishedTraining {
  /** How many steps. */
  public static final int STEPS = 3;

  /** By what it was trained. */
  public static final UpdateRule RULE =
      new UpdateRule(
          Adam.of(2e-4),
          RateSchedule.CONSTANT.warmedUp(2),
          OptionalDouble.of(1),
          new MovingAverage(0.999, true));

  private static final String CASE = "sde_checkpoint";

  private PublishedTraining() {}

  /** The network. */
  public static ScoreNetwork network() {
    UNet unet =
        new UNet(
            new UNetSizes(Shape.of(8, 8, 3), 8, List.of(1, 2), 1, Set.of(4)),
            BlockStyle.ncsnPlusPlus(0),
            new Pyramids(Output.NONE, Input.RESIDUAL, Joining.SUM),
            TimeInput.deviation(),
            false);
    return new RecordedLevels(unet, NoiseLevels.geometric(50, 0.01, 1000));
  }

  /** The arrays of a file. */
  public static Map<String, HostArray> npz(String file) {
    return Golden.npz(CASE, file);
  }

  /** A copy of the checkpoint in a folder. */
  public static Path checkpoint(Path folder) {
    return Golden.copy(CASE, "checkpoint.pth", folder.resolve("published.pth"));
  }

  /** Weights before the first step. */
  public static HostWeights start(DType dtype) {
    ScoreNetwork network = network();
    Map<String, HostArray> values = new LinkedHashMap<>(npz("start.npz"));
    List<HostArray> frequencies =
        network.buffers().stream().map(buffer -> values.remove(buffer.name()).to(dtype)).toList();
    return new HostWeights(TorchArrays.weights(network.parameters(), values, dtype), frequencies);
  }

  /** Images, or noise, of a step, {@code [N,H,W,C]}. */
  public static HostArray drawn(String what, int step, DType dtype) {
    return TorchArrays.images(npz("draws.npz").get(what + step), dtype);
  }

  /** What the times of a step are made of, in [0, 1). */
  public static double[] uniform(int step) {
    return Arrays.copyOf(npz("draws.npz").get("u" + step).to(DType.FLOAT64).doubles(), 2);
  }
}
