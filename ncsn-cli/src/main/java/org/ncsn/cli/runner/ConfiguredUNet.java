package org.ncsn.cli.runner;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.SdeConfig;
import org.ncsn.cli.config.SdeConfig.ProcessName;
import org.ncsn.cli.config.UNetConfig;
import org.ncsn.cli.config.UNetConfig.BlockName;
import org.ncsn.cli.config.UNetConfig.EmbeddingName;
import org.ncsn.cli.config.UNetConfig.JoiningName;
import org.ncsn.cli.config.UNetConfig.PyramidName;
import org.ncsn.cli.config.UNetConfig.UNetName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.error.UserError;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.unet.BlockStyle;
import org.ncsn.unet.BlockStyle.Groups;
import org.ncsn.unet.BlockStyle.Kind;
import org.ncsn.unet.Pyramids;
import org.ncsn.unet.Pyramids.Input;
import org.ncsn.unet.Pyramids.Joining;
import org.ncsn.unet.Pyramids.Output;
import org.ncsn.unet.Resampling;
import org.ncsn.unet.TimeInput;
import org.ncsn.unet.UNet;
import org.ncsn.unet.UNetSizes;

/** The network of a configuration's section {@code unet}. */
record ConfiguredUNet(UNetConfig unet, SdeConfig sde, DataConfig data) {
  /** Groups of channels that a normalization has, in DDPM always, else at most. */
  private static final int GROUPS = 32;

  /**
   * The network.
   *
   * @throws UserError if keys do not go together
   */
  static UNet of(ExperimentConfig config) {
    return new ConfiguredUNet(config.unet(), config.sde(), config.data()).network();
  }

  private UNet network() {
    requireSizes();
    int side = data.imageSize();
    UNetSizes sizes =
        new UNetSizes(
            Shape.of(side, side, data.channels()),
            unet.nf(),
            unet.chMult(),
            unet.numResBlocks(),
            Set.copyOf(unet.attnResolutions()));
    return new UNet(sizes, style(), pyramids(), told(), data.rescaled(), classes());
  }

  private OptionalInt classes() {
    if (!unet.classes()) {
      return OptionalInt.empty();
    }
    if (!unet.conditional()) {
      throw new UserError(
          "unet.classes: blocks that are told nothing (unet.conditional: false) are told no class;"
              + " set one of the two the other way");
    }
    return OptionalInt.of(
        data.dataset().classes().orElseThrow(() -> DataSets.withoutClasses(data.dataset())));
  }

  private void requireSizes() {
    int halvings = unet.chMult().size() - 1;
    int side = data.imageSize();
    if (halvings > 12 || side % (1 << halvings) != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "unet.ch_mult: %d sizes halve the image %d times, which %d pixels (data.image_size)"
                  + " cannot be; list fewer, or choose another size",
              halvings + 1,
              halvings,
              side));
    }
    for (int width : unet.attnResolutions()) {
      if (side % width != 0 || Integer.bitCount(side / width) != 1 || side >> halvings > width) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "unet.attn_resolutions: there are no features %d pixels wide; the network has"
                    + " widths %d to %d, each half the one before",
                width,
                side,
                side >> halvings));
      }
    }
    widths().forEach(this::requireGroups);
  }

  /** Channels that are normalized: at every size, and of two neighbouring features together. */
  private IntStream widths() {
    int[] channels =
        IntStream.concat(IntStream.of(1), unet.chMult().stream().mapToInt(Integer::intValue))
            .map(multiplier -> multiplier * unet.nf())
            .toArray();
    IntStream pairs = IntStream.range(1, channels.length).map(i -> channels[i - 1] + channels[i]);
    IntStream doubles = Arrays.stream(channels).map(width -> 2 * width);
    return IntStream.concat(Arrays.stream(channels), IntStream.concat(pairs, doubles));
  }

  private void requireGroups(int channels) {
    int count = groups().of(channels);
    if (count < 1 || channels % count != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "unet.nf: %d channels, in one feature or two together, cannot be normalized in %d"
                  + " equal groups; choose a multiple of %d, and unet.ch_mult accordingly",
              channels,
              Math.max(count, 1),
              unet.name() == UNetName.DDPM || channels > 4 * GROUPS ? GROUPS : 4));
    }
  }

  private Groups groups() {
    return unet.name() == UNetName.DDPM ? Groups.always(GROUPS) : Groups.OF_FOUR;
  }

  private BlockStyle style() {
    BlockName usual = unet.name() == UNetName.DDPM ? BlockName.DDPM : BlockName.BIGGAN;
    boolean fir = unet.fir().orElse(unet.name() == UNetName.NCSNPP);
    Kind kind = unet.resblockType().orElse(usual) == BlockName.DDPM ? Kind.DDPM : Kind.BIGGAN;
    if (unet.convShortcut() && kind != Kind.DDPM) {
      throw new UserError(
          "unet.conv_shortcut: is of DDPM's blocks; set unet.resblock_type: ddpm, or remove the"
              + " key");
    }
    return new BlockStyle(
        kind,
        groups(),
        unet.nonlinearity(),
        unet.dropout(),
        unet.skipRescale().orElse(unet.name() != UNetName.DDPM),
        fir ? Resampling.fir(taps()) : Resampling.NAIVE,
        unet.resampWithConv(),
        unet.initScale(),
        unet.convShortcut());
  }

  private double[] taps() {
    List<Integer> taps = unet.firKernel();
    if (taps.size() < 2 || taps.stream().mapToInt(Integer::intValue).sum() == 0) {
      throw new UserError(
          "unet.fir_kernel: a filter has at least two taps, whose sum is not 0, found " + taps);
    }
    return taps.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  private Pyramids pyramids() {
    PyramidName input =
        unet.progressiveInput()
            .orElse(unet.name() == UNetName.NCSNPP ? PyramidName.RESIDUAL : PyramidName.NONE);
    return new Pyramids(
        switch (unet.progressive().orElse(PyramidName.NONE)) {
          case NONE -> Output.NONE;
          case SKIP -> Output.SKIP;
          case RESIDUAL -> Output.RESIDUAL;
        },
        switch (input) {
          case NONE -> Input.NONE;
          case SKIP -> Input.SKIP;
          case RESIDUAL -> Input.RESIDUAL;
        },
        unet.progressiveCombine() == JoiningName.SUM ? Joining.SUM : Joining.CONCATENATION);
  }

  private TimeInput told() {
    boolean ve = sde.process() == ProcessName.VE;
    boolean told = ve && sde.continuous();
    EmbeddingName seen =
        unet.embeddingType().orElse(told ? EmbeddingName.FOURIER : EmbeddingName.POSITIONAL);
    if (seen == EmbeddingName.FOURIER && !sde.continuous()) {
      throw new UserError(
          "unet.embedding_type: fourier sees continuous numbers; set sde.continuous: true, or take"
              + " positional");
    }
    boolean divided = unet.scaleBySigma().orElse(ve);
    if (divided && !ve) {
      throw new UserError(
          "unet.scale_by_sigma: divides by the noise of sde.process: ve, and this is "
              + sde.process()
              + "; remove the key");
    }
    if (divided && told && seen == EmbeddingName.POSITIONAL) {
      throw new UserError(
          "unet.embedding_type: a positional network divides by the noise of levels; set"
              + " sde.continuous: false, or take fourier");
    }
    TimeInput input =
        new TimeInput(
            seen == EmbeddingName.FOURIER
                ? new TimeInput.Fourier(unet.fourierScale())
                : new TimeInput.Positional(),
            true,
            !divided
                ? new TimeInput.Undivided()
                : told
                    ? new TimeInput.ByDeviation()
                    : new TimeInput.ByLevel(
                        new VarianceExploding(sde.sigmaMin(), sde.sigmaMax()), sde.numScales()));
    return unet.conditional() ? input : input.unheeded();
  }
}
