package org.ncsn.kernel;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.engine.Interpreter;
import org.ncsn.program.Program;
import org.ncsn.tck.reference.ReferenceEngine;

/** The reference engine with no kernel that could be made of others; knows which results live. */
final class IrreducibleEngine implements Engine<HostArray> {
  private final ReferenceEngine sound = new ReferenceEngine();
  private final Set<HostArray> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Kernels<HostArray> kernels;

  IrreducibleEngine() {
    Kernels<HostArray> all = sound.kernels();
    Elementwise elementwise = new Elementwise();
    this.kernels =
        new Kernels<>(
            all.creation(),
            elementwise,
            (reduction, x, axes, keepAxes) -> reduce(elementwise, reduction, x, axes, keepAxes),
            all.shaping(),
            all.indexing(),
            (a, b, transposeA, transposeB) ->
                made(all.matrices().matmul(a, b, transposeA, transposeB)),
            new Convolution(),
            new Averages(all.pooling()),
            all.resize());
  }

  /** What elementwise kernels and reductions made and nobody released. */
  Set<HostArray> live() {
    return live;
  }

  private HostArray made(HostArray result) {
    live.add(result);
    return result;
  }

  private HostArray reduce(
      Elementwise elementwise, Reduction reduction, HostArray x, int[] axes, boolean keepAxes) {
    return switch (reduction) {
      case SUM, MAX -> made(sound.kernels().reductions().reduce(reduction, x, axes, keepAxes));
      default -> kernels.reductions().composed(reduction, x, axes, keepAxes, elementwise);
    };
  }

  /** Ordinary convolutions only. */
  private final class Convolution implements ConvolutionKernels<HostArray> {
    private final ConvolutionKernels<HostArray> all = sound.kernels().convolution();

    @Override
    public HostArray conv2d(HostArray image, HostArray kernel, ConvGeometry geometry) {
      return made(all.conv2d(image, kernel, geometry));
    }

    @Override
    public HostArray inputGradient(
        HostArray cotangent, HostArray kernel, Shape imageShape, ConvGeometry geometry) {
      return made(all.inputGradient(cotangent, kernel, imageShape, geometry));
    }

    @Override
    public HostArray kernelGradient(
        HostArray image, HostArray cotangent, Shape kernelShape, ConvGeometry geometry) {
      return made(all.kernelGradient(image, cotangent, kernelShape, geometry));
    }
  }

  /** Pooling without maxima. */
  private record Averages(PoolingKernels<HostArray> all) implements PoolingKernels<HostArray> {
    @Override
    public HostArray averagePool(HostArray image, PoolWindow window) {
      return all.averagePool(image, window);
    }

    @Override
    public HostArray averagePoolAdjoint(HostArray pooled, Shape imageShape, PoolWindow window) {
      return all.averagePoolAdjoint(pooled, imageShape, window);
    }
  }

  /** What every engine computes itself, and no more. */
  private final class Elementwise implements ElementwiseKernels<HostArray> {
    private final ElementwiseKernels<HostArray> all = sound.kernels().elementwise();

    @Override
    public HostArray unary(UnaryFunction function, HostArray x) {
      return switch (function) {
        case EXP, LOG, LOG1P, SQRT, SIN, COS, TANH -> made(all.unary(function, x));
        default -> composed(function, x);
      };
    }

    @Override
    public HostArray binary(BinaryFunction function, HostArray a, HostArray b) {
      return made(all.binary(function, a, b));
    }

    @Override
    public HostArray compare(Comparison relation, HostArray a, HostArray b) {
      return made(all.compare(relation, a, b));
    }

    @Override
    public HostArray where(HostArray mask, HostArray a, HostArray b) {
      return made(all.where(mask, a, b));
    }

    @Override
    public HostArray affine(HostArray x, double scale, double shift) {
      return made(all.affine(x, scale, shift));
    }

    @Override
    public HostArray power(HostArray x, double exponent) {
      return made(all.power(x, exponent));
    }

    @Override
    public void release(HostArray intermediate) {
      IrreducibleEngine.this.release(intermediate);
    }
  }

  @Override
  public EngineInfo info() {
    return sound.info();
  }

  @Override
  public Set<Capability> lacks() {
    return sound.lacks();
  }

  @Override
  public Kernels<HostArray> kernels() {
    return kernels;
  }

  @Override
  public HostArray upload(HostArray values) {
    return sound.upload(values);
  }

  @Override
  public HostArray download(HostArray array) {
    return sound.download(array);
  }

  @Override
  public void release(HostArray array) {
    live.remove(array);
    sound.release(array);
  }

  @Override
  public Executable<HostArray> compile(Program program) {
    return new Interpreter<>(program, this);
  }

  @Override
  public void close() {
    sound.close();
  }
}
