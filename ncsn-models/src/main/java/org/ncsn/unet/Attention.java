package org.ncsn.unet;

import org.ncsn.array.Shape;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.PixelwiseLinear;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Probabilities;
import org.ncsn.tensor.Tensor;

/** Self-attention over all pixels with one head; {@code [N,H,W,C]} stays so. */
final class Attention implements Layer {
  private static final double SCALE = 0.1;

  private final BlockStyle style;
  private final Layer norm;
  private final Layer queries;
  private final Layer keys;
  private final Layer values;
  private final Layer output;

  Attention(Parameters parameters, BlockStyle style, int channels) {
    this.style = style;
    this.norm = style.norm(parameters.at("GroupNorm_0"), channels);
    this.queries = new PixelwiseLinear(parameters.at("NIN_0"), channels, channels, SCALE);
    this.keys = new PixelwiseLinear(parameters.at("NIN_1"), channels, channels, SCALE);
    this.values = new PixelwiseLinear(parameters.at("NIN_2"), channels, channels, SCALE);
    this.output = new PixelwiseLinear(parameters.at("NIN_3"), channels, channels, style.last());
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Shape images = x.shape();
    Tensor normal = norm.apply(pass, x);
    Tensor asked = pixels(queries.apply(pass, normal));
    Tensor found = pixels(keys.apply(pass, normal));
    Tensor told = pixels(values.apply(pass, normal));
    // The scale goes to the queries, which are fewer than the products.
    Tensor scaled = asked.multiply(1 / Math.sqrt(images.extent(3)));
    Tensor weights = Probabilities.softmax(Matrices.matmul(scaled, found, false, true));
    Tensor mixed = Matrices.matmul(weights, told).reshape(images.extents());
    return style.joined(x, output.apply(pass, mixed));
  }

  /** {@code [N,H,W,C] -> [N,H*W,C]}. */
  private static Tensor pixels(Tensor images) {
    Shape shape = images.shape();
    return images.reshape(shape.extent(0), shape.extent(1) * shape.extent(2), shape.extent(3));
  }
}
