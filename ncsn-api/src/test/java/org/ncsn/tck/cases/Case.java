package org.ncsn.tck.cases;

import java.util.function.Function;

/**
 * A primitive in one setting.
 *
 * @param family the primitive's family
 * @param primitive its row in the table of results
 * @param setting what is special about this case
 * @param differentiable whether the result depends on operands at all
 * @param drawn chooses shapes and attributes
 */
public record Case(
    String family,
    String primitive,
    String setting,
    boolean differentiable,
    Function<Draw, Application> drawn) {

  static Case of(
      String family, String primitive, String setting, Function<Draw, Application> drawn) {
    return new Case(family, primitive, setting, true, drawn);
  }

  /** Whether it is one of those that the precision of a backend's options is about. */
  public boolean isProduct() {
    return family.equals(MatrixCases.FAMILY) || family.equals(ConvolutionCases.FAMILY);
  }

  @Override
  public String toString() {
    return primitive + ", " + setting;
  }
}
