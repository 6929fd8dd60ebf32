package org.ncsn.refinenet;

import java.util.List;

/**
 * How deep a RefineNet is: the stages of its encoder, from the image inwards. Each is two residual
 * blocks; what the decoder is follows from them.
 */
public final class Depth {
  /** Halves images once: NCSN and NCSNv2, for sides of 32 to 64 pixels. */
  public static final Depth USUAL =
      new Depth(
          List.of(
              Stage.plain("1", 1),
              Stage.halving("2", 2),
              Stage.dilated("3", 2, 2),
              Stage.dilated("4", 2, 4)),
          List.of("1", "2", "3", "4"));

  /** Halves them twice: NCSNv2Deeper, for sides of 96 to 128 pixels. */
  public static final Depth DEEPER =
      new Depth(
          List.of(
              Stage.plain("1", 1),
              Stage.halving("2", 2),
              Stage.halving("3", 2),
              Stage.dilated("4", 4, 2),
              Stage.dilated("5", 4, 4)),
          List.of("1", "2", "3", "4", "5"));

  /** Halves them three times: NCSNv2Deepest, for sides of 256 pixels. */
  public static final Depth DEEPEST =
      new Depth(
          List.of(
              Stage.plain("1", 1),
              Stage.halving("2", 2),
              Stage.halving("3", 2),
              Stage.halving("31", 2),
              Stage.dilated("4", 4, 2),
              Stage.dilated("5", 4, 4)),
          List.of("1", "2", "31", "3", "4", "5"));

  private final List<Stage> stages;
  private final List<String> decoder;

  private Depth(List<Stage> stages, List<String> decoder) {
    this.stages = stages;
    this.decoder = decoder;
  }

  /**
   * A stage of the encoder.
   *
   * @param number ends its PyTorch name
   * @param widths channels of its output, in channels of the first stage
   * @param kind what it does to the images' size
   * @param dilation how far the taps of its convolutions are apart
   */
  record Stage(String number, int widths, Kind kind, int dilation) {
    /** What a stage begins with. */
    enum Kind {
      /** A block like its second one. */
      PLAIN,
      /** A block that halves the images. */
      HALVING,
      /** A block that would halve, and sees further in place of it. */
      DILATED
    }

    static Stage plain(String number, int widths) {
      return new Stage(number, widths, Kind.PLAIN, 1);
    }

    static Stage halving(String number, int widths) {
      return new Stage(number, widths, Kind.HALVING, 1);
    }

    static Stage dilated(String number, int widths, int dilation) {
      return new Stage(number, widths, Kind.DILATED, dilation);
    }
  }

  List<Stage> stages() {
    return stages;
  }

  /** Numbers that end the PyTorch names of the decoder's blocks, in the order of computation. */
  List<String> decoder() {
    return decoder;
  }

  /** What height and width of images must be divisible by. */
  public int sidesDivisibleBy() {
    return 1 << stages.stream().filter(stage -> stage.kind() == Stage.Kind.HALVING).count();
  }
}
