package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Depthwise;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Probabilities;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Resize;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/** Operands that do not fit are refused with the operation, the shapes and the rule. */
public abstract class OperandContract extends Contract {
  private static final ConvGeometry DENSE = ConvGeometry.of(1, 0, 1);

  protected OperandContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void shapesThatDoNotFit() {
    refused(
        () -> ones(2, 3).add(ones(2, 4)),
        "add: shapes [2,3] and [2,4] do not broadcast (3 against 4 at axis -1)");
    refused(() -> Elementwise.where(ones(2), ones(3), ones(3)), "where: shapes [2] and [3]");
    refused(
        () -> Matrices.matmul(ones(2, 3), ones(2, 3)),
        "matmul: columns of [2,3] are not rows of [2,3]");
    refused(() -> Matrices.matmul(ones(3), ones(3, 2)), "matmul", "2 axes", "[3]");
    refused(
        () -> Matrices.matmul(ones(2, 3, 4), ones(3, 4, 5)),
        "matmul: there are [2,3,4] and [3,4,5] matrices, not as many of each");
    refused(
        () -> Matrices.matmul(ones(2, 3, 4), ones(2, 3, 5)),
        "matmul: columns of [2,3,4] are not rows of [2,3,5]");
    refused(() -> Probabilities.softmax(ones()), "softmax: goes along the last axis", "[]");
    refused(() -> ones(2, 3).reshape(5), "reshape: float32[2,3] does not fill [5]");
    refused(() -> ones(3).broadcastTo(Shape.of(3, 2)), "broadcastTo", "[3]", "[3,2]");
    refused(() -> Shaping.concat(0, List.of(ones(2, 3), ones(2, 4))), "concat", "[2,3]", "[2,4]");
    refused(
        () -> Shaping.slice(ones(4), new int[] {2}, Shape.of(3)),
        "slice: [3] from [2] is not inside of [4]");
    refused(() -> Shaping.pad(ones(4), new int[] {-1}, new int[] {0}), "pad", "[-1]", "[4]");
  }

  @Test
  void imagesThatDoNotFit() {
    refused(
        () -> Convolution.conv2d(ones(8, 32, 32, 3), ones(3, 3, 64, 128), DENSE),
        "conv2d: input has 3 channels [8,32,32,3], kernel expects 64 [3,3,64,128]");
    refused(
        () -> Convolution.conv2d(ones(1, 2, 2, 1), ones(3, 3, 1, 1), DENSE),
        "conv2d: kernel [3,3,1,1] is larger than the padded input [1,2,2,1]");
    refused(() -> Convolution.conv2d(ones(2, 2, 1), ones(3, 3, 1, 1), DENSE), "conv2d", "[2,2,1]");
    refused(
        () -> Depthwise.conv2d(ones(1, 4, 4, 3), ones(3, 3, 2), DENSE),
        "depthwiseConv2d: takes images [N,H,W,C] and a kernel [kH,kW,C], found [1,4,4,3] and [3,3,2]");
    refused(
        () -> Depthwise.conv2d(ones(1, 2, 2, 1), ones(3, 3, 1), DENSE),
        "depthwiseConv2d: kernel [3,3,1] is larger than the padded input [1,2,2,1]");
    refused(
        () -> Convolution.conv2dTransposed(ones(1, 2, 2, 1), ones(3, 3, 1, 2), DENSE, 0),
        "conv2dTransposed: input has 1 channels [1,2,2,1], kernel expects 2 [3,3,1,2]");
    refused(
        () ->
            Convolution.conv2dTransposed(
                ones(1, 1, 1, 1), ones(1, 1, 1, 1), ConvGeometry.of(1, 2, 1), 0),
        "conv2dTransposed: nothing is left of [1,1,1,1]");
    refused(
        () -> Pooling.average(ones(1, 2, 2, 1), new PoolWindow(3, 1, 0)),
        "averagePool",
        "[1,2,2,1]");
    refused(() -> Pooling.max(ones(1, 2, 2, 1), new PoolWindow(3, 1, 0)), "maxPool", "[1,2,2,1]");
    refused(() -> Resize.bilinear(ones(1, 2, 2, 1), 0, 3), "bilinear", "0x3");
    refused(() -> Resize.bilinear(ones(2, 2, 1), 4, 4), "bilinear", "[2,2,1]");
  }

  @Test
  void axesThatAreNone() {
    refused(() -> Reductions.sum(ones(2, 3), false, 2), "sum: axis 2 is not an axis of [2,3]");
    refused(() -> Reductions.logSumExp(ones(2, 3), false, -3), "axis -3", "[2,3]");
    refused(() -> Shaping.flip(ones(2, 3), 2), "flip: axis 2 is not an axis of [2,3]");
    refused(() -> Shaping.slice(ones(2, 3), 2, 0, 1), "slice: axis 2 is not an axis of [2,3]");
    refused(() -> Shaping.slice(ones(2, 3), 1, 2, 1), "slice", "2", "1", "[2,3]");
    refused(
        () -> Shaping.concat(2, List.of(ones(2, 3), ones(2, 3))),
        "concat: axis 2 is not an axis of [2,3]");
    refused(() -> Shaping.transpose(ones(2, 3), 0, 0), "transpose", "[0, 0]", "[2,3]");
  }

  @Test
  void elementTypesThatDiffer() {
    Tensor doubles = tensor(HostArray.of(Shape.of(2), 1d, 2d));
    refused(
        () -> ones(2).add(doubles),
        "add: operands differ in element type: float32[2] and float64[2]");
  }

  @Test
  void elementTypesThatDoNotFit() {
    Tensor integers = backend().tensor(HostArray.of(Shape.of(2), 1, 2));
    refused(() -> integers.add(integers), "add: computes with real numbers, found int32[2]");
    refused(
        () -> Indexing.gatherRows(ones(3, 2), ones(2)),
        "gatherRows: indices are int32, found float32[2]");
    refused(() -> integers.watched(), "int32[2]");
  }

  private static void refused(ThrowingCallable mistake, String... told) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(mistake)
        .withMessageContainingAll(told);
  }
}
