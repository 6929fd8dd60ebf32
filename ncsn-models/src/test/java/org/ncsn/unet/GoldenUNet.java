package org.ncsn.unet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.tensor.Tensor;
import org.ncsn.unet.BlockStyle.Groups;
import org.ncsn.unet.BlockStyle.Kind;
import org.ncsn.unet.Pyramids.Input;
import org.ncsn.unet.Pyramids.Joining;
import org.ncsn.unet.Pyramids.Output;

/** The small U-Nets of which the official code's output is known. */
public enum GoldenUNet {
  NCSNPP("sde_ncsnpp", "") {
    @Override
    public UNet network() {
      return new UNet(
          sizes(16, List.of(1, 2), 8),
          BlockStyle.ncsnPlusPlus(0),
          new Pyramids(Output.NONE, Input.RESIDUAL, Joining.SUM),
          TimeInput.deviation(),
          false);
    }
  },
  NCSNPP_SKIP("sde_ncsnpp_skip", "") {
    @Override
    public UNet network() {
      return new UNet(
          sizes(8, List.of(1, 1, 2), 4),
          BlockStyle.ncsnPlusPlus(0),
          new Pyramids(Output.SKIP, Input.SKIP, Joining.SUM),
          TimeInput.deviation(),
          false);
    }
  },
  DDPMPP("sde_ddpmpp", "") {
    @Override
    public UNet network() {
      return new UNet(
          sizes(8, List.of(1, 2), 4),
          BlockStyle.ddpmPlusPlus(0),
          Pyramids.NONE,
          TimeInput.positional(),
          true);
    }
  },
  DDPM("sde_ddpm", "") {
    @Override
    public UNet network() {
      BlockStyle style =
          style(Kind.DDPM, Groups.always(4), Activation.SWISH, false, Resampling.NAIVE, true);
      return new UNet(
          sizes(8, List.of(1, 2), 4), style, Pyramids.NONE, TimeInput.positional(), true);
    }
  },
  DDPM_BLOCKS_RESIDUAL("sde_options", "ddpm_blocks_residual_") {
    @Override
    public UNet network() {
      return new UNet(
          sizes(8, List.of(1, 2), 4),
          style(Kind.DDPM, Groups.OF_FOUR, Activation.SWISH, true, Resampling.NAIVE, true),
          new Pyramids(Output.RESIDUAL, Input.RESIDUAL, Joining.SUM),
          TimeInput.deviation(),
          false);
    }
  },
  CONCATENATED("sde_options", "cat_no_rescale_") {
    @Override
    public UNet network() {
      Resampling fir = Resampling.fir(1, 3, 3, 1);
      return new UNet(
          sizes(8, List.of(1, 2), 4),
          style(Kind.BIGGAN, Groups.OF_FOUR, Activation.ELU, false, fir, true),
          new Pyramids(Output.SKIP, Input.SKIP, Joining.CONCATENATION),
          TimeInput.deviation(),
          false);
    }
  },
  UNCONDITIONAL("sde_options", "unconditional_nearest_") {
    @Override
    public UNet network() {
      return new UNet(
          new UNetSizes(Shape.of(8, 8, 1), 8, List.of(1, 2), 1, Set.of(4)),
          style(Kind.DDPM, Groups.OF_FOUR, Activation.LEAKY_RELU, true, Resampling.NAIVE, false),
          Pyramids.NONE,
          TimeInput.deviation().unheeded(),
          false);
    }
  },
  POSITIONAL_LEVELS("sde_options", "discrete_positional_") {
    @Override
    public UNet network() {
      TimeInput levels =
          new TimeInput(new TimeInput.Positional(), true, new TimeInput.ByLevel(NOISE, 50));
      return new UNet(
          sizes(8, List.of(1, 2), 4),
          BlockStyle.ncsnPlusPlus(0),
          new Pyramids(Output.NONE, Input.RESIDUAL, Joining.SUM),
          levels,
          false);
    }
  },
  FIR_WITHOUT_CONVOLUTION("sde_options", "fir_ddpm_blocks_plain_") {
    @Override
    public UNet network() {
      Resampling fir = Resampling.fir(1, 2, 1);
      return new UNet(
          sizes(8, List.of(1, 2), 4),
          style(Kind.DDPM, Groups.OF_FOUR, Activation.RELU, true, fir, false),
          Pyramids.NONE,
          TimeInput.deviation(),
          false);
    }
  };

  private static final VarianceExploding NOISE = new VarianceExploding(0.01, 50);

  private final String folder;
  private final String prefix;

  GoldenUNet(String folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** The network. */
  public abstract UNet network();

  /** The arrays of one of its files. */
  public Map<String, HostArray> npz(String file) {
    return Golden.npz(folder, prefix + file);
  }

  /** Images, then the number that is told, the frequencies if there are any, and parameters. */
  List<HostArray> inputs(DType dtype) {
    Map<String, HostArray> forward = npz("forward.npz");
    List<HostArray> inputs = new ArrayList<>();
    inputs.add(TorchArrays.images(forward.get("x"), dtype));
    inputs.add(forward.get("time_cond").to(dtype));
    HostWeights weights = weights(dtype);
    inputs.addAll(weights.buffers());
    inputs.addAll(weights.values());
    return inputs;
  }

  /**
   * Parameters, and random frequencies, which are a buffer here and an untrained parameter there.
   */
  public HostWeights weights(DType dtype) {
    Map<String, HostArray> values = new LinkedHashMap<>(npz("params.npz"));
    List<HostArray> buffers =
        network().buffers().stream().map(buffer -> values.remove(buffer.name()).to(dtype)).toList();
    return new HostWeights(TorchArrays.weights(network().parameters(), values, dtype), buffers);
  }

  /** The gradients of the loss at all parameters, in {@code float64}. */
  public List<HostArray> gradients() {
    Map<String, HostArray> values = new LinkedHashMap<>(npz("loss_grads.npz"));
    network().buffers().forEach(buffer -> values.remove(buffer.name()));
    return TorchArrays.weights(network().parameters(), values, DType.FLOAT64);
  }

  /** The output for {@link #inputs}. */
  List<Tensor> output(List<Tensor> inputs) {
    UNet network = network();
    int parameters = 2 + network.buffers().size();
    Weights weights =
        new Weights(inputs.subList(parameters, inputs.size()), inputs.subList(2, parameters));
    Condition condition =
        network.conditioning().equals(Conditioning.NONE)
            ? Condition.NONE
            : Condition.continuous(inputs.get(1));
    return List.of(network.score(new Pass(weights, condition), inputs.get(0)));
  }

  private static UNetSizes sizes(int side, List<Integer> multipliers, int attention) {
    return new UNetSizes(Shape.of(side, side, 3), 8, multipliers, 1, Set.of(attention));
  }

  private static BlockStyle style(
      Kind kind,
      Groups groups,
      Activation activation,
      boolean rescaled,
      Resampling resampling,
      boolean convolved) {
    return new BlockStyle(kind, groups, activation, 0, rescaled, resampling, convolved, 0);
  }
}
