package org.ncsn.tck.broken;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.tck.broken.BrokenEngine.BrokenKernel;
import org.ncsn.tck.check.Check;

/**
 * Something wrong with an engine.
 *
 * @param name what is wrong
 * @param engine the engine
 * @param primitive a primitive that it shows in
 * @param check the check that must find it
 */
record Fault(String name, BrokenEngine engine, String primitive, Check check) {
  static Fault in(String kernel, String name, String primitive, Check check, BrokenKernel broken) {
    return new Fault(
        kernel + ": " + name, BrokenEngine.withKernel(kernel, broken), primitive, check);
  }

  /** A kernel's argument as an array. */
  static HostArray array(Object argument) {
    return (HostArray) argument;
  }

  /** The values with half of their digits. */
  static HostArray single(HostArray values) {
    return values.to(DType.FLOAT32).to(values.dtype());
  }

  @Override
  public String toString() {
    return name;
  }
}
