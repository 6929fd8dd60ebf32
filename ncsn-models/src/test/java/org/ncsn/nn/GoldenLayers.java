package org.ncsn.nn;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Resize;
import org.ncsn.refinenet.BlockStyle;
import org.ncsn.refinenet.ChainedResidualPooling;
import org.ncsn.refinenet.MultiScaleFusion;
import org.ncsn.refinenet.RefineBlock;
import org.ncsn.refinenet.Residual;
import org.ncsn.refinenet.ResidualConvUnit;
import org.ncsn.tensor.Tensor;
import org.ncsn.unet.UNetLayers;

/**
 * Every layer that golden cases {@code layers}, {@code ncsnv2_layers} and {@code sde_layers} have
 * files of, one a line.
 */
final class GoldenLayers {
  private static final BlockStyle NCSN =
      BlockStyle.ncsn(ConditionalInstanceNormPlus.forLevels(3), Activation.ELU);
  private static final BlockStyle NCSNV2 =
      BlockStyle.ncsnv2(InstanceNormPlus.normalization(), Activation.ELU);
  private static final PoolWindow WINDOW = new PoolWindow(5, 1, 2);

  private GoldenLayers() {}

  /** A layer of several inputs. */
  interface Block {
    Tensor apply(Pass pass, List<Tensor> inputs);
  }

  /**
   * A file and how to make its layer.
   *
   * @param folder of the file
   * @param tolerance relative error in double precision
   * @param maker declares the layer's parameters
   */
  record Case(String folder, String file, double tolerance, Function<Parameters, Block> maker) {
    Case within(double looser) {
      return new Case(folder, file, looser, maker);
    }

    Case in(String otherFolder) {
      return new Case(otherFolder, file, tolerance, maker);
    }

    @Override
    public String toString() {
      return folder + "/" + file;
    }
  }

  static List<Case> all() {
    return Stream.of(
            first().stream(), second().stream().map(layer -> layer.in("ncsnv2_layers")), third())
        .flatMap(layers -> layers)
        .toList();
  }

  /**
   * Those whose gradients are all something. Keys have a bias that changes no softmax, so that its
   * gradient is nothing but rounding; where there are few channels in a group that is most.
   */
  static List<Case> wellConditioned() {
    return all().stream().filter(layer -> !layer.file().equals("attention_ddpm")).toList();
  }

  private static Stream<Case> third() {
    return UNetLayers.all().entrySet().stream()
        .map(layer -> block(layer.getKey(), made(layer.getValue())).in("sde_layers"));
  }

  private static Function<Parameters, Block> made(Function<Parameters, UNetLayers.Block> maker) {
    return parameters -> maker.apply(parameters)::apply;
  }

  private static List<Case> second() {
    return List.of(
        layer("instance_norm_plus", p -> InstanceNormPlus.normalization().create(p, 4)),
        layer("instance_norm_plus_no_bias", p -> InstanceNormPlus.withoutBias().create(p, 4)),
        layer("variance_norm", p -> VarianceNorm.normalization().create(p, 4)),
        layer("cond_variance_norm", p -> VarianceNorm.forLevels(3).create(p, 4)),
        layer("cond_none_norm", p -> LevelScale.forLevels(3).create(p, 4)),
        layer("cond_none_norm_no_bias", p -> LevelScale.withoutBias(3).create(p, 4)),
        function("elu", Activation.ELU::of),
        function("relu", Activation.RELU::of),
        function("lrelu", Activation.LEAKY_RELU::of),
        function("swish", Activation.SWISH::of),
        layer("rcu", p -> new ResidualConvUnit(p, 4, 2, NCSNV2)),
        block("msf", p -> fusion(p, NCSNV2, 6, 5)),
        layer("crp", p -> new ChainedResidualPooling(p, 4, 2, NCSNV2)),
        block("refine_end", p -> refine(p, List.of(4, 5), 3, true, NCSNV2, 6, 5)),
        block("refine_start", p -> refine(p, List.of(4), 4, false, NCSNV2, 6, 5)),
        layer("res_block_same", p -> Residual.plain(p, 4, 4, NCSNV2)),
        layer("res_block_same_dilated", p -> Residual.dilated(p, 4, 4, 2, NCSNV2)),
        layer("res_block_down", p -> Residual.halving(p, 4, 6, NCSNV2)),
        layer("res_block_down_dilated", p -> Residual.dilatedDown(p, 4, 6, 2, NCSNV2)));
  }

  private static List<Case> first() {
    return List.of(
        layer("cond_instance_norm_plus", p -> NCSN.encoder().create(p, 4)),
        layer(
            "cond_instance_norm_plus_no_bias",
            p -> ConditionalInstanceNormPlus.withoutBias(3).create(p, 4)),
        layer("cond_instance_norm", p -> ConditionalInstanceNorm.forLevels(3).create(p, 4)),
        layer(
            "cond_instance_norm_no_bias", p -> ConditionalInstanceNorm.withoutBias(3).create(p, 4)),
        layer("cond_batch_norm_train", p -> GoldenBatchNorm.training(p)),
        layer("cond_batch_norm_eval", p -> GoldenBatchNorm.evaluation(p)),
        layer("instance_norm_plus", p -> InstanceNormPlus.normalization().create(p, 4)),
        layer("group_norm", p -> new GroupNorm(p, 2, 4)),
        layer("conv3x3_dilation1", p -> Conv2d.conv3x3(p, 3, 4)),
        layer("conv3x3_dilation2", p -> Conv2d.dilated3x3(p, 3, 4, 2)),
        layer("conv3x3_dilation4", p -> Conv2d.dilated3x3(p, 3, 4, 4)),
        layer("conv3x3_no_bias", p -> Conv2d.conv3x3WithoutBias(p, 3, 4)),
        layer("conv1x1", p -> Conv2d.conv1x1(p, 3, 4)),
        layer("conv3x3_stride2", p -> Conv2d.of(p, 3, 4, 3, ConvGeometry.of(2, 1, 1), true)),
        layer("conv3x3_stride2_even", p -> Conv2d.of(p, 3, 4, 3, ConvGeometry.of(2, 1, 1), true)),
        layer("conv_transpose3x3", p -> TransposedConv2d.conv3x3(p, 3, 4)),
        layer("conv_transpose3x3_stride2", p -> TransposedConv2d.doubling3x3(p, 3, 4)),
        layer("conv_mean_pool", p -> ConvMeanPool.conv3x3(p, 3, 4)),
        layer("conv_mean_pool_1x1", p -> ConvMeanPool.conv1x1(p, 3, 4)),
        layer("cond_crp", p -> new ChainedResidualPooling(p, 4, 2, NCSN)),
        layer("crp", p -> new ChainedResidualPooling(p, 4, 2, NCSNV2)),
        layer("cond_rcu", p -> new ResidualConvUnit(p, 4, 2, NCSN)),
        block("cond_msf", p -> fusion(p, NCSN, 7, 6)),
        block("cond_refine_end", p -> refine(p, List.of(4, 5), 3, true, NCSN, 7, 6)),
        block("cond_refine_start", p -> refine(p, List.of(4), 4, false, NCSN, 7, 6)),
        layer("res_block_same", p -> Residual.plain(p, 4, 4, NCSN)),
        layer("res_block_same_dilated", p -> Residual.dilated(p, 4, 4, 2, NCSN)),
        layer("res_block_wider_dilated", p -> Residual.dilated(p, 4, 6, 2, NCSN)),
        layer("res_block_down", p -> Residual.halving(p, 4, 6, NCSN)),
        layer("res_block_down_dilated", p -> Residual.dilatedDown(p, 4, 6, 4, NCSN)),
        function("elu", Elementwise::elu),
        // The published one is a straight line from 20 on, where exp(-20) is left out.
        function("softplus", Elementwise::softplus).within(1e-9),
        layer("linear", p -> new Linear(p, 3, 4)),
        function("avg_pool5", x -> Pooling.average(x, WINDOW)),
        function("max_pool5", x -> Pooling.max(x, WINDOW)),
        function("bilinear_7_to_14", x -> Resize.bilinear(x, 14, 14)),
        function("bilinear_8_to_16", x -> Resize.bilinear(x, 16, 16)),
        function("bilinear_4_to_7", x -> Resize.bilinear(x, 7, 7)),
        function("bilinear_14_to_28", x -> Resize.bilinear(x, 28, 28)),
        function("bilinear_6_to_6", x -> Resize.bilinear(x, 6, 6)),
        function("bilinear_5x3_to_9x4", x -> Resize.bilinear(x, 9, 4)));
  }

  private static Case layer(String file, Function<Parameters, Layer> maker) {
    return block(
        file,
        parameters -> {
          Layer layer = maker.apply(parameters);
          return (pass, inputs) -> layer.apply(pass, inputs.get(0));
        });
  }

  private static Case function(String file, UnaryOperator<Tensor> function) {
    return layer(file, parameters -> (pass, x) -> function.apply(x));
  }

  private static Case block(String file, Function<Parameters, Block> maker) {
    return new Case("layers", file, 1e-10, maker);
  }

  private static Block fusion(Parameters parameters, BlockStyle style, int height, int width) {
    MultiScaleFusion fusion = new MultiScaleFusion(parameters, List.of(4, 5), 3, style);
    return (pass, inputs) -> fusion.apply(pass, inputs, height, width);
  }

  private static Block refine(
      Parameters parameters,
      List<Integer> in,
      int out,
      boolean last,
      BlockStyle style,
      int height,
      int width) {
    RefineBlock refine = new RefineBlock(parameters, in, out, last, style);
    return (pass, inputs) -> refine.apply(pass, inputs, height, width);
  }
}
