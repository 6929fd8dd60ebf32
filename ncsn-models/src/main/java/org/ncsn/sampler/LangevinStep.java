package org.ncsn.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/**
 * One step of Langevin dynamics, {@code x + a s(x, i) + sqrt(2 a) z}, compiled for one batch shape.
 */
public final class LangevinStep implements AutoCloseable {
  private final Backend backend;
  private final TensorType images;
  private final CompiledProgram program;

  /**
   * @param images type of the batch, {@code [N,H,W,C]}
   */
  public LangevinStep(
      Backend backend, ScoreNetwork network, List<TensorType> weights, TensorType images) {
    this.backend = backend;
    this.images = images;
    int batch = images.shape().extent(0);
    TensorType scalar = images.with(Shape.scalar());
    List<TensorType> inputs = new ArrayList<>(weights);
    inputs.addAll(
        List.of(images, new TensorType(DType.INT32, Shape.of(batch)), images, scalar, scalar));
    int first = weights.size();
    this.program =
        backend.compile(
            "langevin step",
            inputs,
            in -> {
              Pass pass = new Pass(new Weights(in.subList(0, first)), in.get(first + 1));
              Tensor x = in.get(first);
              Tensor drift = network.score(pass, x).multiply(in.get(first + 3));
              return List.of(x.add(drift).add(in.get(first + 2).multiply(in.get(first + 4))));
            });
  }

  /**
   * Takes one step.
   *
   * @param x the images now
   * @param level index of the noise level that the score is taken at
   * @param noise standard normal, of the type of the images
   * @param stepSize a
   * @return the images after the step, owned by the open scope
   */
  public Tensor take(Weights weights, Tensor x, int level, HostArray noise, double stepSize) {
    int[] labels = new int[images.shape().extent(0)];
    Arrays.fill(labels, level);
    List<Tensor> inputs = new ArrayList<>(weights.values());
    inputs.add(x);
    inputs.add(backend.tensor(HostArray.of(Shape.of(labels.length), labels)));
    inputs.add(backend.tensor(noise));
    inputs.add(backend.scalar(images.dtype(), stepSize));
    inputs.add(backend.scalar(images.dtype(), Math.sqrt(2 * stepSize)));
    return program.run(inputs).get(0);
  }

  @Override
  public void close() {
    program.close();
  }
}
