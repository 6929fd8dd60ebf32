package org.ncsn.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ncsn.autograd.Gradients;

import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Resize;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.array.DType;
import org.ncsn.tensor.Scope;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The primitives that the network's time goes to, each compiled as a program of its own, at the
 * sizes of MNIST's network: 64 channels of 28 x 28 pixels, batch 25.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PrimitiveBenchmark {
  private static final Shape IMAGES = Shape.of(25, 28, 28, 64);
  private static final Shape KERNEL = Shape.of(3, 3, 64, 64);
  private static final Shape CHANNELS = Shape.of(25, 1, 1, 64);

  /** Any engine on the class path. */
  @Param({"djl", "nd4j"})
  public String backend;

  /** What is measured. */
  @Param public Operation operation;

  private Backend opened;
  private CompiledProgram program;
  private Scope scope;
  private List<Tensor> inputs;

  /** A function of images, a kernel, and a number for each image and channel. */
  public enum Operation {
    CONV {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return Convolution.conv2d(x, kernel, ConvGeometry.of(1, 1, 1));
      }
    },
    DILATED_CONV {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return Convolution.conv2d(x, kernel, ConvGeometry.of(1, 2, 2));
      }
    },
    CONV_AND_GRADIENTS {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        Tensor image = x.watched();
        Tensor taps = kernel.watched();
        Tensor loss = Convolution.conv2d(image, taps, ConvGeometry.of(1, 1, 1)).square().sum();
        List<Tensor> gradients = Gradients.of(loss, List.of(image, taps));
        return gradients.get(0).sum().add(gradients.get(1).sum());
      }
    },
    ELU {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return Elementwise.elu(x);
      }
    },
    ELU_GRADIENT {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        Tensor watched = x.watched();
        return Gradients.of(Elementwise.elu(watched).multiply(x).sum(), watched);
      }
    },
    MEAN_OF_PIXELS {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return x.mean(1, 2);
      }
    },
    MULTIPLY_ADD {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return x.multiply(scale).add(scale);
      }
    },
    AVERAGE_POOL_5 {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return Pooling.average(x, new PoolWindow(5, 1, 2));
      }
    },
    RESIZE_TWICE {
      @Override
      Tensor of(Tensor x, Tensor kernel, Tensor scale) {
        return Resize.bilinear(x, 56, 56);
      }
    };

    abstract Tensor of(Tensor x, Tensor kernel, Tensor scale);
  }

  /** Compiles the program. */
  @Setup
  public void compile() {
    opened = Backends.open(backend, BackendOptions.defaults());
    scope = Scope.open();
    NoiseSource noise = NoiseSource.seeded(1);
    inputs =
        Arrays.asList(IMAGES, KERNEL, CHANNELS).stream()
            .map(shape -> opened.tensor(noise.normal(DType.FLOAT32, shape)))
            .toList();
    program =
        opened.compile(
            operation.name(),
            inputs.stream().map(Tensor::type).toList(),
            in -> List.of(operation.of(in.get(0), in.get(1), in.get(2))));
  }

  /** One run. */
  @Benchmark
  public void run() {
    try (Scope run = Scope.open()) {
      program.run(inputs);
    }
  }

  /** Gives everything back. */
  @TearDown
  public void close() {
    program.close();
    scope.close();
    opened.close();
  }
}
