package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Indexing;
import org.ncsn.tensor.Tensor;

/**
 * What a network sees of a sample's class: a row of a table, of which there is one more for samples
 * of which no class is known.
 */
public final class ClassTable {
  private final Parameter embedding;

  /**
   * @param classes which ones there are
   * @param size numbers of a row
   */
  public ClassTable(Parameters parameters, Conditioning.Classes classes, int size) {
    this.embedding =
        parameters.declare(
            "weight", Shape.of(classes.numbers(), size), Layout.SAME, Initializer.normal(0, 1));
  }

  /**
   * The row of each sample's class, {@code [N,size]}.
   *
   * @throws IllegalStateException if no class is told
   */
  public Tensor of(Pass pass) {
    Tensor classes =
        pass.condition()
            .classes()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "condition: a class is needed, found " + pass.condition()));
    return Indexing.gatherRows(pass.of(embedding), classes);
  }
}
