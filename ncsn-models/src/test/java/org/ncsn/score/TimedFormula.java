package org.ncsn.score;

import java.util.List;
import java.util.function.BinaryOperator;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.tensor.Tensor;

/**
 * A network without parameters.
 *
 * @param formula its output, of samples {@code [N,D]} and what it is told of their times {@code
 *     [N,1]}
 */
public record TimedFormula(BinaryOperator<Tensor> formula) implements ScoreNetwork {
  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Conditioning conditioning() {
    return Conditioning.continuous();
  }

  @Override
  public Tensor score(Pass pass, Tensor x) {
    return formula.apply(x, pass.condition().continuous().reshape(x.shape().extent(0), 1));
  }
}
