package org.ncsn.backend.nd4j;

import java.util.List;
import org.ncsn.backend.nd4j.Operation.Call;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;

/** A call of an operation of one array that ND4J represents by an object of a class of its own. */
final class ObjectCall implements Call {
  /** Makes the object for an operand and a result. */
  interface Maker {
    Op over(INDArray x, INDArray z);
  }

  private final Maker maker;
  private Op operation;

  ObjectCall(Maker maker) {
    this.maker = maker;
  }

  @Override
  public void bind(List<INDArray> operands, List<INDArray> results) {
    INDArray x = operands.get(0);
    INDArray z = results.get(0);
    // The object keeps its number in the element type that it was made for.
    if (operation == null || operation.x().dataType() != x.dataType()) {
      operation = maker.over(x, z);
    } else {
      operation.setX(x);
      operation.setZ(z);
    }
  }

  @Override
  public void run() {
    Nd4j.getExecutioner().exec(operation);
  }

  @Override
  public void unbind() {
    // The next arrays replace these; nothing native is held.
  }
}
