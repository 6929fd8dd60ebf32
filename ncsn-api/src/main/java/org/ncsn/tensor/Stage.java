package org.ncsn.tensor;

import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.program.Primitive;

/** Where operations are carried out: an engine computes them, a trace writes them down. */
interface Stage {
  /** What errors call it. */
  String label();

  Value execute(Primitive primitive, List<Tensor> operands, TensorType type);

  /** What a tensor stands for on a stage. */
  interface Value {
    Stage stage();
  }
}
