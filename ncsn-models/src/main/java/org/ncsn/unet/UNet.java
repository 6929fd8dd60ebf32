package org.ncsn.unet;

import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.ClassTable;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.DropMask;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Linear;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.TimeEmbedding;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * A U-Net that is told of each sample how noisy it is: DDPM, DDPM++ and NCSN++, by their options.
 * It takes images {@code [N,H,W,C]} of one size.
 *
 * <pre>{@code
 * UNetSizes sizes = new UNetSizes(Shape.of(32, 32, 3), 128, List.of(1, 2, 2, 2), 4, Set.of(16));
 * ScoreNetwork ddpmPlusPlus =
 *     new UNet(sizes, BlockStyle.ddpmPlusPlus(0.1), Pyramids.NONE, TimeInput.positional(), true);
 * }</pre>
 */
public final class UNet implements ScoreNetwork {
  private final Parameters parameters = Parameters.empty();
  private final UNetSizes sizes;
  private final BlockStyle style;
  private final TimeInput told;
  private final boolean centred;
  private final TimeEmbedding embedding;
  private final Optional<Layer> reading;
  private final Optional<ClassTable> classes;
  private final Conditioning conditioning;
  private final Descent descent;
  private final Stage bottom;
  private final ResidualBlock behind;
  private final Ascent ascent;

  /**
   * @param told what it makes of the number that it is told
   * @param centred whether images are in [-1, 1] already, and not in [0, 1]
   */
  public UNet(
      UNetSizes sizes, BlockStyle style, Pyramids pyramids, TimeInput told, boolean centred) {
    this(sizes, style, pyramids, told, centred, OptionalInt.empty());
  }

  /**
   * That is also told of each sample of which class it is, or that no class is known. A row of a
   * table, {@code class_embedding.weight}, is added to what is seen of the noise.
   *
   * @param told what it makes of the number that it is told
   * @param centred whether images are in [-1, 1] already, and not in [0, 1]
   * @param classes how many there are, if it is told one
   * @throws IllegalArgumentException if its blocks are told nothing, and there are classes
   */
  public UNet(
      UNetSizes sizes,
      BlockStyle style,
      Pyramids pyramids,
      TimeInput told,
      boolean centred,
      OptionalInt classes) {
    if (classes.isPresent() && !told.heeded()) {
      throw new IllegalArgumentException(
          "u-net: its blocks are told nothing of the noise, and so nothing of classes");
    }
    this.sizes = sizes;
    this.style = style;
    this.told = told;
    this.centred = centred;
    Numbered parts = new Numbered(parameters);
    this.embedding = told.embedding(parts, sizes.features());
    OptionalInt time = OptionalInt.of(sizes.embedding());
    this.reading = told.heeded() ? Optional.of(reading(parts)) : Optional.empty();
    this.descent = new Descent(parts, sizes, style, pyramids, time);
    int lowest = sizes.levels() - 1;
    int channels = descent.channels();
    this.bottom = Stage.of(parts, style, sizes.at(lowest, channels), channels, time, true);
    this.behind =
        new ResidualBlock(
            parts.next(),
            style,
            sizes.at(lowest, channels),
            channels,
            time,
            ResidualBlock.Size.SAME);
    this.ascent = new Ascent(parts, sizes, style, pyramids, time, descent.kept());
    this.conditioning = conditioning(told, classes);
    // Behind the published parameters, which keep their numbers.
    this.classes =
        conditioning
            .classes()
            .map(
                known ->
                    new ClassTable(parameters.at("class_embedding"), known, sizes.embedding()));
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public List<Buffer> buffers() {
    return parameters.buffers();
  }

  @Override
  public List<DropMask> masks() {
    return parameters.masks();
  }

  @Override
  public Conditioning conditioning() {
    return conditioning;
  }

  @Override
  public int sidesDivisibleBy() {
    return 1 << (sizes.levels() - 1);
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    if (x.shape().rank() != 4 || !x.shape().equals(sizes.image().times(x.shape().extent(0)))) {
      throw new IllegalArgumentException(
          "u-net: is made for images " + sizes.image() + ", found " + x.shape());
    }
    Optional<Tensor> seen = reading.map(layer -> seen(layer, pass));
    Tensor images = centred ? x : Elementwise.affine(x, 2, -1);
    Deque<Tensor> kept = descent.apply(pass, images, seen);
    Tensor features = behind.apply(pass, bottom.apply(pass, kept.element(), seen), seen);
    Tensor output = ascent.apply(pass, features, kept, seen);
    return told.isTold() ? divided(output, pass.condition().continuous()) : output;
  }

  private static Conditioning conditioning(TimeInput told, OptionalInt classes) {
    Conditioning noise = told.isTold() ? Conditioning.continuous() : Conditioning.NONE;
    return classes.isPresent() ? noise.withClassesOrNone(classes.getAsInt()) : noise;
  }

  /** What is seen of the noise, and of the class. */
  private Tensor seen(Layer layer, Pass pass) {
    Tensor noise = layer.apply(pass, embedding.of(pass, pass.condition().continuous()));
    return classes.map(table -> noise.add(table.of(pass))).orElse(noise);
  }

  /** Two linear layers. */
  private Layer reading(Numbered parts) {
    Layer first = Linear.balanced(parts.next(), embedding.size(), sizes.embedding());
    Layer second = Linear.balanced(parts.next(), sizes.embedding(), sizes.embedding());
    return (pass, waves) -> second.apply(pass, style.activation().of(first.apply(pass, waves)));
  }

  private Tensor divided(Tensor output, Tensor number) {
    int count = number.shape().extent(0);
    return told.division()
        .of(number)
        .map(divisor -> output.divide(divisor.reshape(count, 1, 1, 1)))
        .orElse(output);
  }
}
