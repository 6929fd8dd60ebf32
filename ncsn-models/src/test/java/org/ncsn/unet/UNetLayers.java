package org.ncsn.unet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.nn.Activation;
import org.ncsn.nn.Conv2d;
import org.ncsn.nn.GroupNorm;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.PixelwiseLinear;
import org.ncsn.nn.TimeEmbedding;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Probabilities;
import org.ncsn.tensor.Tensor;
import org.ncsn.unet.BlockStyle.Groups;
import org.ncsn.unet.BlockStyle.Kind;
import org.ncsn.unet.ResidualBlock.Size;

/** Every layer that golden case {@code sde_layers} has a file of, by the file's name. */
public final class UNetLayers {
  private static final ConvGeometry SAME = ConvGeometry.of(1, 1, 1);
  private static final Resampling.Fir FIR = new Resampling.Fir(new FirFilter(1, 3, 3, 1));
  private static final int EMBEDDING = 10;

  private final Map<String, Function<Parameters, Block>> layers = new LinkedHashMap<>();

  /** A layer of several inputs. */
  @FunctionalInterface
  public interface Block {
    Tensor apply(Pass pass, List<Tensor> inputs);
  }

  /** Their makers. */
  public static Map<String, Function<Parameters, Block>> all() {
    UNetLayers all = new UNetLayers();
    all.filters();
    all.resampling();
    all.mixing();
    all.embeddings();
    all.blocks();
    return all.layers;
  }

  private void filters() {
    filter("1331", 1, 3, 3, 1);
    filter("121", 1, 2, 1);
    filter("1241", 1, 2, 4, 1);
    filter("14641", 1, 4, 6, 4, 1);
    function("fir_down_odd", FIR::down);
    function("fir_up_gain3", x -> new FirFilter(1, 3, 3, 1).up(x, 3, 2));
  }

  private void filter(String name, double... taps) {
    Resampling fir = Resampling.fir(taps);
    function("fir_up_" + name, fir::up);
    function("fir_down_" + name, fir::down);
  }

  private void resampling() {
    function("nearest_up", Resampling.NAIVE::up);
    function("mean_down", Resampling.NAIVE::down);
    layer("conv_fir_down", p -> FIR.halving(p, 3, 5));
    layer("conv_fir_same", p -> Conv2d.balanced(p, 3, 5, 3, SAME, 1));
    layer("down_conv", p -> Resampling.NAIVE.convolvedDown(p, 4, 4));
    layer("down_conv_odd", p -> Resampling.NAIVE.convolvedDown(p, 4, 4));
    layer("up_conv", p -> Resampling.NAIVE.convolvedUp(p, 4, 4));
  }

  private void mixing() {
    layer("nin", p -> new PixelwiseLinear(p, 4, 6, 1));
    layer("group_norm_eps6", p -> new GroupNorm(p, 2, 8, 1e-6));
    layer("group_norm_32", p -> new GroupNorm(p, 32, 64, 1e-6));
    layer("group_norm_uneven", p -> new GroupNorm(p, 3, 18, 1e-6));
    layer("attention", p -> new Attention(p, style(Kind.BIGGAN, false), 8));
    layer("attention_rescaled", p -> new Attention(p, style(Kind.BIGGAN, true), 8));
    layer("attention_ddpm", p -> new Attention(p, BlockStyle.ddpm(0), 32));
    joining("combine_sum", Pyramids.Joining.SUM);
    joining("combine_cat", Pyramids.Joining.CONCATENATION);
    function("swish", Activation.SWISH::of);
    function("lrelu", Activation.LEAKY_RELU::of);
    function("softmax", Probabilities::softmax);
    layers.put("batched_matmul", p -> (pass, in) -> Matrices.matmul(in.get(0), in.get(1)));
  }

  private void joining(String file, Pyramids.Joining joining) {
    layers.put(
        file,
        p -> {
          Layer fit = Conv2d.balanced(p.at("Conv_0"), 3, 4, 1, ConvGeometry.of(1, 0, 1), 1);
          return (pass, in) -> joining.of(fit.apply(pass, in.get(0)), in.get(1));
        });
  }

  private void embeddings() {
    HostArray frequencies = Golden.npz("sde_layers", "fourier.npz").get("W");
    function(
        "fourier", x -> TimeEmbedding.fourierFeatures(x, x.constant(frequencies.to(x.dtype()))));
    layer("timestep_8", p -> TimeEmbedding.positional(8)::of);
    layer("timestep_7", p -> TimeEmbedding.positional(7)::of);
  }

  private void blocks() {
    block("resnet_ddpmpp_same", style(Kind.DDPM, false), 8, Size.SAME);
    block("resnet_ddpmpp_wider", style(Kind.DDPM, true), 12, Size.SAME);
    block(
        "resnet_ddpmpp_conv_shortcut",
        style(Kind.DDPM, false).withConvolvedShortcut(),
        12,
        Size.SAME);
    block("resnet_biggan_same", style(Kind.BIGGAN, true), 8, Size.SAME);
    block("resnet_biggan_wider", style(Kind.BIGGAN, false), 12, Size.SAME);
    block("resnet_biggan_up_fir", style(Kind.BIGGAN, true), 8, Size.DOUBLED);
    block("resnet_biggan_up_naive", BlockStyle.ddpmPlusPlus(0), 8, Size.DOUBLED);
    block("resnet_biggan_down_fir", style(Kind.BIGGAN, true), 8, Size.HALVED);
    block("resnet_biggan_down_naive", BlockStyle.ddpmPlusPlus(0), 8, Size.HALVED);
    layer(
        "resnet_biggan_no_temb",
        p -> {
          ResidualBlock made =
              new ResidualBlock(
                  p, style(Kind.BIGGAN, true), image(), 8, OptionalInt.empty(), Size.SAME);
          return (pass, x) -> made.apply(pass, x, Optional.empty());
        });
  }

  private static Shape image() {
    return Shape.of(4, 4, 8);
  }

  private static BlockStyle style(Kind kind, boolean rescaled) {
    return new BlockStyle(
        kind, Groups.OF_FOUR, Activation.SWISH, 0, rescaled, Resampling.fir(1, 3, 3, 1), true, 0);
  }

  private void block(String file, BlockStyle style, int out, Size size) {
    layers.put(
        file,
        p -> {
          ResidualBlock made =
              new ResidualBlock(p, style, image(), out, OptionalInt.of(EMBEDDING), size);
          return (pass, in) -> made.apply(pass, in.get(0), Optional.of(in.get(1)));
        });
  }

  private void layer(String file, Function<Parameters, Layer> maker) {
    layers.put(
        file,
        p -> {
          Layer layer = maker.apply(p);
          return (pass, in) -> layer.apply(pass, in.get(0));
        });
  }

  private void function(String file, UnaryOperator<Tensor> function) {
    layer(file, p -> (pass, x) -> function.apply(x));
  }
}
