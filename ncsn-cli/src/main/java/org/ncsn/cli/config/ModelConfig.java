package org.ncsn.cli.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ncsn.nn.Activation;

/**
 * The section {@code model}.
 *
 * @param sigmaBegin standard deviation of the largest noise level, in units of pixels in [0,1];
 *     found, it is the largest distance between two images
 * @param sigmaEnd standard deviation of the smallest noise level; at most {@code sigmaBegin}
 * @param numClasses number of noise levels, geometrically spaced
 * @param ngf channels of the first layer of a RefineNet or of a classifier, or units of the hidden
 *     layers in the plane
 * @param nef channels of the first layer of ScoreNetRunner's network
 * @param ndf channels of its last hidden layer; the same number
 * @param norm the conditional normalization
 * @param ema whether a moving average of the weights is kept and sampled from
 * @param emaRate the share of the old average that is kept at every step
 * @param emaWarmup whether the share is smaller at first, so that the average does not hang on to
 *     the first weights
 * @param energy whether the network computes an energy, whose gradient is minus the score
 * @param sigmaDist how NCSNRunner's noise levels are spaced
 * @param normalization NCSNRunner's normalization
 * @param nonlinearity NCSNRunner's activation
 * @param network which of its networks; by default that of the data set or of the images' size
 * @param lastNormEps epsilon of the last normalization, which the official program takes from the
 *     number of noise levels by mistake; needed for weights that it trained
 * @param overlap how much neighbouring noise levels overlap where their number is found
 * @param sigmaSample how many images are compared where the largest noise level is found; by
 *     default all, or 10,000 of more than 60,000
 */
@AlsoAccepts({"batch_norm", "spec_norm", "z_dim", "refine", "lam", "n_particles"})
public record ModelConfig(
    @Setting(above = 0, orElse = "1", official = true) Auto<Double> sigmaBegin,
    @Setting(above = 0, orElse = "0.01", official = true) double sigmaEnd,
    @Setting(least = 1, most = 1_000_000, orElse = "10", official = true) Auto<Integer> numClasses,
    @Setting(least = 1, most = 65_536, orElse = "64", official = true) int ngf,
    @Setting(least = 8, most = 65_536, orElse = "32", official = true) int nef,
    @Setting(least = 8, most = 65_536, orElse = "32", official = true) int ndf,
    @Setting(orElse = "instance_plus") Norm norm,
    @Setting(orElse = "false") boolean ema,
    @Setting(least = 0, below = 1, orElse = "0.999", official = true) double emaRate,
    @Setting(orElse = "false") boolean emaWarmup,
    @Setting(orElse = "false") boolean energy,
    @Setting(orElse = "geometric", official = true) Spacing sigmaDist,
    @Setting(official = true) Optional<NormName> normalization,
    @Setting(orElse = "elu", official = true) Activation nonlinearity,
    Optional<NetworkName> network,
    @Setting(above = 0) Optional<Double> lastNormEps,
    @Setting(least = 0.001, most = 0.997, orElse = "0.5") double overlap,
    @Setting(least = 2) Optional<Integer> sigmaSample) {

  /** How noise levels are spaced. */
  public enum Spacing {
    /** At equal ratios. */
    GEOMETRIC("geometric"),
    /** At equal distances. */
    UNIFORM("uniform");

    private final String key;

    Spacing(String key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** NCSNv2's normalizations, under the names that the official configs use. */
  public enum NormName {
    INSTANCE_PLUS("InstanceNorm++"),
    INSTANCE("InstanceNorm"),
    VARIANCE("VarianceNorm"),
    BATCH("BatchNorm"),
    NONE("NoneNorm");

    private final String key;

    NormName(String key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** The networks of the second paper, and the first one's as its program keeps them. */
  public enum NetworkName {
    /** For 32 to 64 pixels. */
    NCSNV2("ncsnv2"),
    /** For 96 to 128 pixels. */
    DEEPER("ncsnv2_deeper"),
    /** For 256 pixels. */
    DEEPEST("ncsnv2_deepest"),
    /** The first paper's, which knows the noise level. */
    NCSN("ncsn"),
    /** The same with the stages of ncsnv2_deeper. */
    NCSN_DEEPER("ncsn_deeper");

    private final String key;

    NetworkName(String key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** What a config leaves to be found from its data, with the key that says how. */
  enum FoundInData implements Part {
    /** The largest noise level. */
    SIGMA_BEGIN("model.sigma_begin", "model.sigma_sample"),
    /** The number of noise levels. */
    NUM_CLASSES("model.num_classes", "model.overlap");

    private final String found;
    private final String key;

    FoundInData(String found, String key) {
      this.found = found;
      this.key = key;
    }

    /** Those that a config of a runner leaves open. */
    static Stream<Part> of(RunnerName runner, ModelConfig config) {
      return Arrays.stream(values())
          .filter(part -> runner.keys().contains(part.found))
          .filter(part -> part.isOpen(config))
          .map(part -> part);
    }

    private boolean isOpen(ModelConfig config) {
      return (this == SIGMA_BEGIN ? config.sigmaBegin : config.numClasses).isOpen();
    }

    @Override
    public String chosenBy() {
      return found + ": " + Auto.WORD;
    }

    @Override
    public Set<String> keys() {
      return Set.of(key);
    }
  }

  /** The published variants of the conditional normalization. */
  public enum Norm {
    /** Conditional instance normalization with the means of the channels put back ("plus plus"). */
    INSTANCE_PLUS("instance_plus"),
    /** Conditional instance normalization. */
    INSTANCE("instance"),
    /** Conditional batch normalization. */
    BATCH("batch");

    private final String key;

    Norm(String key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return key;
    }
  }
}
