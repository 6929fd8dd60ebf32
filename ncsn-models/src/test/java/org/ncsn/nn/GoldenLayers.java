package org.ncsn.nn;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Resize;
import org.ncsn.refinenet.ChainedResidualPooling;
import org.ncsn.refinenet.MultiScaleFusion;
import org.ncsn.refinenet.RefineBlock;
import org.ncsn.refinenet.Residual;
import org.ncsn.refinenet.ResidualConvUnit;
import org.ncsn.tensor.Tensor;

/** Every layer that golden case {@code layers} has a file of, one a line. */
final class GoldenLayers {
  private static final Normalization NORM = ConditionalInstanceNormPlus.forLevels(3);
  private static final PoolWindow WINDOW = new PoolWindow(5, 1, 2);

  private GoldenLayers() {}

  /** A layer of several inputs. */
  interface Block {
    Tensor apply(Pass pass, List<Tensor> inputs);
  }

  /**
   * A file and how to make its layer.
   *
   * @param tolerance relative error in double precision
   * @param maker declares the layer's parameters
   */
  record Case(String file, double tolerance, Function<Parameters, Block> maker) {
    Case within(double looser) {
      return new Case(file, looser, maker);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Case> all() {
    return List.of(
        layer("cond_instance_norm_plus", p -> NORM.create(p, 4)),
        layer(
            "cond_instance_norm_plus_no_bias",
            p -> ConditionalInstanceNormPlus.withoutBias(3).create(p, 4)),
        layer("cond_instance_norm", p -> ConditionalInstanceNorm.forLevels(3).create(p, 4)),
        layer(
            "cond_instance_norm_no_bias", p -> ConditionalInstanceNorm.withoutBias(3).create(p, 4)),
        layer("cond_batch_norm_train", p -> GoldenBatchNorm.training(p)),
        layer("cond_batch_norm_eval", p -> GoldenBatchNorm.evaluation(p)),
        layer("instance_norm_plus", p -> new InstanceNormPlus(p, 4)),
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
        layer("cond_crp", p -> ChainedResidualPooling.averaging(p, 4, 2, NORM)),
        layer("crp", p -> ChainedResidualPooling.maximizing(p, 4, 2)),
        layer("cond_rcu", p -> new ResidualConvUnit(p, 4, 2, NORM)),
        block("cond_msf", GoldenLayers::fusion),
        block("cond_refine_end", p -> refine(p, List.of(4, 5), 3, true)),
        block("cond_refine_start", p -> refine(p, List.of(4), 4, false)),
        layer("res_block_same", p -> Residual.plain(p, 4, 4, NORM)),
        layer("res_block_same_dilated", p -> Residual.dilated(p, 4, 4, 2, NORM)),
        layer("res_block_wider_dilated", p -> Residual.dilated(p, 4, 6, 2, NORM)),
        layer("res_block_down", p -> Residual.halving(p, 4, 6, NORM)),
        layer("res_block_down_dilated", p -> Residual.dilatedDown(p, 4, 6, 4, NORM)),
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
    return new Case(file, 1e-10, maker);
  }

  private static Block fusion(Parameters parameters) {
    MultiScaleFusion fusion = new MultiScaleFusion(parameters, List.of(4, 5), 3, NORM);
    return (pass, inputs) -> fusion.apply(pass, inputs, 7, 6);
  }

  private static Block refine(Parameters parameters, List<Integer> in, int out, boolean last) {
    RefineBlock refine = new RefineBlock(parameters, in, out, last, NORM);
    return (pass, inputs) -> refine.apply(pass, inputs, 7, 6);
  }
}
