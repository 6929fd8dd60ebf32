package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;

/** Values of a parameter, or of what is kept for it, as PyTorch has them and as we do. */
final class TorchParameter {
  private TorchParameter() {}

  /** The shape that it has in PyTorch. */
  static Shape shape(Parameter parameter) {
    return parameter.layout().toTorch(parameter.shape());
  }

  /** Its values in our order of axes, of PyTorch's. */
  static HostArray ours(Parameter parameter, HostArray torch) {
    return parameter.layout().fromTorch(torch).to(DType.FLOAT32);
  }

  /** Its values in PyTorch's order of axes, out of those of all parameters. */
  static HostArray torch(Parameter parameter, List<HostArray> all) {
    return parameter.layout().toTorch(all.get(parameter.index()));
  }

  /**
   * Makes sure that an array has the parameter's shape.
   *
   * @param what it is of the file's
   * @throws UserError if it has not
   */
  static void requireShape(Path file, String what, Parameter parameter, HostArray array) {
    if (!array.shape().equals(shape(parameter))) {
      throw damaged(file, what, parameter, array.shape().toString());
    }
  }

  /** The error for what is not of the parameter's shape. */
  static UserError damaged(Path file, String what, Parameter parameter, String found) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "%s: %s of %s is %s, expected %s; the file is damaged",
            file,
            what,
            parameter.name(),
            found,
            shape(parameter)));
  }
}
