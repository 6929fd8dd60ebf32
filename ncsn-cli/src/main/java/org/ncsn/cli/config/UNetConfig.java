package org.ncsn.cli.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ncsn.nn.Activation;

/**
 * The section {@code unet}: SdeRunner's network. Options that are left out are those of the named
 * network as it was published.
 *
 * @param name which of the published networks
 * @param nf channels of the first features
 * @param chMult multipliers of the channels at every size, each half the one before
 * @param numResBlocks residual blocks at every size
 * @param attnResolutions widths in pixels at which there is attention
 * @param dropout probability that a feature is dropped in a block
 * @param resblockType DDPM's blocks or BigGAN's
 * @param fir whether images are halved and doubled through a filter
 * @param firKernel its taps in a row
 * @param skipRescale whether sums of two are divided by the root of 2
 * @param resampWithConv whether DDPM's blocks are halved and doubled with a convolution
 * @param progressive what is made of the features at every size on the way up
 * @param progressiveInput what the features are given of the image at every size on the way down
 * @param progressiveCombine how they are given it
 * @param embeddingType how the network sees the number that it is told
 * @param fourierScale standard deviation of random frequencies
 * @param conditional whether the blocks are told it
 * @param scaleBySigma whether the output is divided by the deviation of the noise
 * @param nonlinearity the activation
 * @param convShortcut whether a convolution of 3x3 pixels leads past DDPM's blocks where channels
 *     change
 * @param initScale scale of the first weights that end a block
 * @param classes whether the network is told what images show
 * @param classDropout share of the images of which it is not told, so that it knows the score of
 *     all of them, too
 */
public record UNetConfig(
    @Setting(orElse = "ddpmpp") UNetName name,
    @Setting(least = 1, most = 65_536, orElse = "128") int nf,
    @Setting(least = 1, most = 1024, nonEmpty = true, orElse = "1,2,2,2") List<Integer> chMult,
    @Setting(least = 1, most = 1024, orElse = "2") int numResBlocks,
    @Setting(least = 1, most = 4096, orElse = "16") List<Integer> attnResolutions,
    @Setting(least = 0, below = 1, orElse = "0.1") double dropout,
    Optional<BlockName> resblockType,
    Optional<Boolean> fir,
    @Setting(least = -1000, most = 1000, nonEmpty = true, orElse = "1,3,3,1")
        List<Integer> firKernel,
    Optional<Boolean> skipRescale,
    @Setting(orElse = "true") boolean resampWithConv,
    Optional<PyramidName> progressive,
    Optional<PyramidName> progressiveInput,
    @Setting(orElse = "sum") JoiningName progressiveCombine,
    Optional<EmbeddingName> embeddingType,
    @Setting(above = 0, orElse = "16") double fourierScale,
    @Setting(orElse = "true") boolean conditional,
    Optional<Boolean> scaleBySigma,
    @Setting(orElse = "swish") Activation nonlinearity,
    @Setting(orElse = "false") boolean convShortcut,
    @Setting(least = 0, orElse = "0") double initScale,
    @Setting(orElse = "false") boolean classes,
    @Setting(least = 0, most = 1, orElse = "0.1") double classDropout) {

  /** That the network is told what images show. */
  enum Told implements Part {
    CLASSES;

    @Override
    public String chosenBy() {
      return "unet.classes: true";
    }

    @Override
    public Set<String> keys() {
      return Set.of("unet.class_dropout");
    }
  }

  /** The published networks. */
  public enum UNetName {
    DDPM,
    DDPMPP,
    NCSNPP;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** Residual blocks. */
  public enum BlockName {
    DDPM,
    BIGGAN;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** What goes along the sizes beside the features. */
  public enum PyramidName {
    NONE,
    /** Sums of images ({@code output_skip} and {@code input_skip} as published). */
    SKIP,
    RESIDUAL;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** How a pyramid joins the features. */
  public enum JoiningName {
    SUM,
    CAT;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }

  /** How a number is seen. */
  public enum EmbeddingName {
    POSITIONAL,
    FOURIER;

    @Override
    public String toString() {
      return Lower.of(this);
    }
  }
}
