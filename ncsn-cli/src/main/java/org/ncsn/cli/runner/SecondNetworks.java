package org.ncsn.cli.runner;

import java.util.Locale;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig;
import org.ncsn.cli.config.ModelConfig.NetworkName;
import org.ncsn.cli.config.ModelConfig.NormName;
import org.ncsn.error.UserError;
import org.ncsn.nn.BatchNorm;
import org.ncsn.nn.ConditionalBatchNorm;
import org.ncsn.nn.ConditionalInstanceNorm;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.InstanceNorm;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.LevelScale;
import org.ncsn.nn.Normalization;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.VarianceNorm;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.refinenet.BlockStyle;
import org.ncsn.refinenet.Depth;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.score.DividedBySigma;

/** The networks of NCSNRunner. */
final class SecondNetworks {
  /** The paper's networks are for sides of 32 to 64 pixels, of 96 to 128, and of 256. */
  private static final int LARGE = 96;

  private static final int LARGEST = 256;

  private SecondNetworks() {}

  /**
   * The network that a configuration names, or that the official program takes for its data set; of
   * other data, the one that the paper has for their size.
   */
  static NetworkName chosen(ExperimentConfig config) {
    return config.model().network().orElseGet(() -> usual(config.data()));
  }

  private static NetworkName usual(DataConfig data) {
    return switch (data.dataset()) {
      case CIFAR10, CELEBA -> NetworkName.NCSNV2;
      case LSUN -> NetworkName.DEEPER;
      case FFHQ -> NetworkName.DEEPEST;
      default ->
          data.imageSize() < LARGE
              ? NetworkName.NCSNV2
              : data.imageSize() < LARGEST ? NetworkName.DEEPER : NetworkName.DEEPEST;
    };
  }

  /**
   * A network.
   *
   * @throws UserError if the configuration's images or features do not go with it
   */
  static ScoreNetwork of(NetworkName name, ExperimentConfig config, NoiseLevels levels) {
    Depth depth = depth(name);
    requireSides(name, config.data(), depth);
    boolean conditional = isConditional(name);
    ModelConfig model = config.model();
    RefineNet network =
        new RefineNet(
            config.data().channels(),
            model.ngf(),
            !config.data().logitTransform() && !config.data().rescaled(),
            depth,
            conditional ? conditionalStyle(model) : style(model));
    return conditional ? network : new DividedBySigma(network, levels);
  }

  private static boolean isConditional(NetworkName name) {
    return name == NetworkName.NCSN || name == NetworkName.NCSN_DEEPER;
  }

  /** Whether the last normalization has an epsilon that may differ from the others'. */
  static boolean hasLastEpsilon(ExperimentConfig config) {
    NormName norm = norm(config.model());
    return (norm == NormName.INSTANCE || norm == NormName.BATCH) && !isConditional(chosen(config));
  }

  private static Depth depth(NetworkName name) {
    return switch (name) {
      case NCSNV2, NCSN -> Depth.USUAL;
      case DEEPER, NCSN_DEEPER -> Depth.DEEPER;
      case DEEPEST -> Depth.DEEPEST;
    };
  }

  /** At one pixel, there would be nothing to normalize. */
  private static void requireSides(NetworkName name, DataConfig data, Depth depth) {
    int divisor = depth.sidesDivisibleBy();
    if (data.imageSize() % divisor != 0 || data.imageSize() < 2 * divisor) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "data.image_size: the network %s halves images to a side of 1/%d, so %d must be a"
                  + " multiple of %d and at least %d; choose another size or model.network",
              name,
              divisor,
              data.imageSize(),
              divisor,
              2 * divisor));
    }
  }

  private static NormName norm(ModelConfig model) {
    NormName name = model.normalization().orElse(NormName.INSTANCE_PLUS);
    if (name == NormName.INSTANCE_PLUS && model.ngf() < 2) {
      throw new UserError(
          "model.ngf: InstanceNorm++ compares channels, so there must be at least 2, found "
              + model.ngf());
    }
    return name;
  }

  private static BlockStyle style(ModelConfig model) {
    NormName name = norm(model);
    Normalization norm =
        switch (name) {
          case INSTANCE_PLUS -> InstanceNormPlus.normalization();
          case INSTANCE -> InstanceNorm.normalization();
          case VARIANCE -> VarianceNorm.normalization();
          case BATCH -> BatchNorm.normalization();
          case NONE -> Normalization.none();
        };
    BlockStyle style = BlockStyle.ncsnv2(norm, model.nonlinearity());
    return model
        .lastNormEps()
        .map(
            epsilon ->
                style.withLast(
                    switch (name) {
                      case INSTANCE -> InstanceNorm.withEpsilon(epsilon);
                      case BATCH -> BatchNorm.withEpsilon(epsilon);
                      default ->
                          throw new UserError(
                              "model.last_norm_eps: goes with model.normalization: InstanceNorm or"
                                  + " BatchNorm, not with "
                                  + name
                                  + "; remove the key");
                    }))
        .orElse(style);
  }

  private static BlockStyle conditionalStyle(ModelConfig model) {
    int levels = model.numClasses().number();
    Normalization norm =
        switch (norm(model)) {
          case INSTANCE_PLUS -> ConditionalInstanceNormPlus.forLevels(levels);
          case INSTANCE -> ConditionalInstanceNorm.forLevels(levels);
          case VARIANCE -> VarianceNorm.forLevels(levels);
          case BATCH -> ConditionalBatchNorm.forLevels(levels);
          case NONE -> LevelScale.forLevels(levels);
        };
    return BlockStyle.ncsn(norm, model.nonlinearity());
  }
}
