package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * Coefficients of channels that depend on the noise level: factors and, if biased, a shift. They
 * are columns of one table {@code [levels,parts*C]}, whose row an image's label chooses.
 */
final class LevelTable {
  private final Parameter embedding;
  private final int channels;
  private final int factors;
  private final boolean biased;

  /**
   * @param factors how each factor starts; the shift starts as 0
   */
  LevelTable(
      Parameters parameters, int levels, int channels, List<Initializer> factors, boolean biased) {
    List<Initializer> parts = new ArrayList<>(factors);
    if (biased) {
      parts.add(Initializer.constant(0));
    }
    this.channels = channels;
    this.factors = factors.size();
    this.biased = biased;
    this.embedding =
        parameters.declare(
            "embed.weight",
            Shape.of(levels, parts.size() * channels),
            Layout.SAME,
            Initializer.columns(parts.toArray(Initializer[]::new)));
  }

  /**
   * For the images of a pass: the factors, then the shift (0 without a bias), {@code [N,1,1,C]}.
   */
  List<Tensor> of(Pass pass) {
    Tensor rows = Indexing.gatherRows(pass.of(embedding), pass.condition().level());
    List<Tensor> coefficients = new ArrayList<>();
    for (int part = 0; part < factors; part++) {
      coefficients.add(part(rows, part));
    }
    coefficients.add(biased ? part(rows, factors) : coefficients.get(0).fillLike(0));
    return coefficients;
  }

  private Tensor part(Tensor rows, int part) {
    Tensor columns = Shaping.slice(rows, 1, part * channels, (part + 1) * channels);
    return columns.reshape(rows.shape().extent(0), 1, 1, channels);
  }
}
