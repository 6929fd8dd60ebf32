package org.ncsn.inception;

import org.ncsn.array.Shape;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;
import org.ncsn.primitive.Pooling;
import org.ncsn.tensor.Tensor;

/**
 * A 1x1 unit of images whose pixels are averaged with their neighbours before, as many of the 3x3
 * as there are. Averages of a convolution's results are the results of averages, and there are
 * several times fewer of them: so the convolution comes first.
 *
 * @param unit 1x1
 */
record AveragedUnit(Unit unit) implements Part {
  private static final PoolWindow WINDOW = new PoolWindow(3, 1, 1);

  @Override
  public int channels(int in) {
    return unit.channels(in);
  }

  @Override
  public Layer declared(Parameters parameters, int in) {
    Unit.Convolved convolved = unit.convolved(parameters, in);
    return (pass, x) -> convolved.activated(pass, averaged(convolved.linear(pass, x)));
  }

  /** The average counts the padding's zeros, and so that of ones says how many pixels there are. */
  private static Tensor averaged(Tensor x) {
    Shape pixels = Shape.of(1, x.shape().extent(1), x.shape().extent(2), 1);
    return Pooling.average(x, WINDOW).divide(Pooling.average(x.fill(pixels, 1), WINDOW));
  }
}
