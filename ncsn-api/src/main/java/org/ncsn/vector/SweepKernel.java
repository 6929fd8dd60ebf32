package org.ncsn.vector;

import java.util.List;
import org.ncsn.vector.Result.Sum;

/**
 * Many operations in one pass over memory. Some hundred numbers of each operand at a time are
 * copied into blocks, which stay in the processor's first cache; the operations go over the blocks
 * one after the other; what is wanted is copied back or added up.
 *
 * @param operands how the operands lie in the space
 * @param inputs number of the block that each operand is copied to
 * @param code what is done
 * @param results what comes of it
 * @param blocks how many blocks there are
 */
public record SweepKernel(
    Space space,
    List<Access> operands,
    List<Integer> inputs,
    List<Code> code,
    List<Result> results,
    int blocks)
    implements JavaKernel {
  /** Numbers from which a second thread is worth being told. */
  private static final long MANY = 65536;

  public SweepKernel {
    operands = List.copyOf(operands);
    inputs = List.copyOf(inputs);
    code = List.copyOf(code);
    results = List.copyOf(results);
  }

  @Override
  public String label() {
    return "sweep";
  }

  /** Each place of an operand as large as the space is read before it is written. */
  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void run(List<FloatMemory> read, List<FloatMemory> written, Workers workers) {
    int parts = space.parts();
    List<float[]> sums =
        results.stream()
            .map(
                result ->
                    result instanceof Sum sum && !sum.kept().rows()
                        ? new float[parts * widthOf(sum)]
                        : new float[0])
            .toList();
    int threads = space.size() * code.size() < MANY ? 1 : Math.min(workers.count(), parts);
    workers.run(
        threads,
        thread -> {
          Sweeper sweeper = new Sweeper(this, read, written, sums, workers.scratch(thread));
          int end = (int) ((long) parts * (thread + 1) / threads);
          for (int part = (int) ((long) parts * thread / threads); part < end; part++) {
            sweeper.sweep(part);
          }
        });
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Sum sum && !sum.kept().rows()) {
        total(sum, sums.get(i), written.get(i));
      }
    }
  }

  int widthOf(Sum sum) {
    return sum.kept().width() ? space.width() : 1;
  }

  /** Adds up the sums of all parts, or those of each image. */
  private void total(Sum sum, float[] parts, FloatMemory target) {
    int width = widthOf(sum);
    int totals = sum.kept().images() ? space.images() : 1;
    int each = space.parts() / totals;
    float[] result = new float[totals * width];
    for (int i = 0; i < totals; i++) {
      for (int k = 0; k < width; k++) {
        double total = parts[i * each * width + k];
        for (int part = 1; part < each; part++) {
          float next = parts[(i * each + part) * width + k];
          total = sum.fold() == Result.Fold.LARGEST ? Math.max(total, next) : total + next;
        }
        result[i * width + k] = (float) (sum.factor() * total);
      }
    }
    target.write(0, result, 0, result.length);
  }
}
