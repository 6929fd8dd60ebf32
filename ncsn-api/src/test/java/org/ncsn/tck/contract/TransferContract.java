package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/** Values come back from the engine as they went in. */
public abstract class TransferContract extends Contract {
  protected TransferContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void everyFloat32ComesBackUnchanged() {
    comesBack(
        HostArray.of(
            Shape.of(2, 4),
            new float[] {
              0f,
              -0f,
              1.1f,
              Float.MIN_NORMAL,
              Float.MAX_VALUE,
              Float.NaN,
              Float.POSITIVE_INFINITY,
              Float.NEGATIVE_INFINITY
            }));
  }

  @Test
  void everyFloat64ComesBackUnchanged() {
    comesBack(
        HostArray.of(
            Shape.of(4, 2),
            new double[] {
              0,
              -0d,
              1.1,
              Double.MIN_NORMAL,
              Double.MAX_VALUE,
              Double.NaN,
              Double.POSITIVE_INFINITY,
              1 + 1e-15
            }));
  }

  @Test
  void everyInt32ComesBackUnchanged() {
    comesBack(
        HostArray.of(
            Shape.of(5), new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 16_777_217}));
  }

  @Test
  void scalarsAndSingleElementsKeepTheirShape() {
    comesBack(HostArray.of(Shape.scalar(), 3f));
    comesBack(HostArray.of(Shape.of(1), 3f));
    comesBack(HostArray.of(Shape.of(1, 1, 1, 1), 3f));
    assertThat(backend().scalar(DType.FLOAT32, 2.5).toHost())
        .isEqualTo(HostArray.of(Shape.scalar(), 2.5f));
  }

  @Test
  void aTensorDoesNotSeeLaterChangesOfTheArrayItWasMadeOf() {
    float[] elements = {1, 2, 3};
    Tensor tensor = backend().tensor(HostArray.of(Shape.of(3), elements));
    elements[0] = 100;
    assertThat(tensor.toHost().floats()).containsExactly(1, 2, 3);
  }

  @Test
  void whatWasDownloadedOutlivesTheTensor() {
    Tensor tensor = numbers(1, 2, 3);
    HostArray downloaded = tensor.toHost();
    tensor.close();
    for (int i = 0; i < 3; i++) {
      numbers(7, 8, 9);
    }
    assertThat(downloaded.floats()).containsExactly(1, 2, 3);
  }

  private void comesBack(HostArray values) {
    Tensor tensor = tensor(values);
    assertThat(tensor.type()).isEqualTo(values.type());
    assertThat(tensor.toHost()).isEqualTo(values);
  }
}
