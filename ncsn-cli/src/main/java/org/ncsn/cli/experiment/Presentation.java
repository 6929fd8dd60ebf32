package org.ncsn.cli.experiment;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ncsn.array.HostArray;
import org.ncsn.nn.Weights;

/** What a runner shows of a network: while it is trained, when it is, and when it is tested. */
public interface Presentation extends AutoCloseable {
  /** What the pictures of {@link #snapshot} are called in TensorBoard. */
  String label();

  /**
   * A picture of the network in the middle of its training, if there is anything to see.
   *
   * @param weights of the network, on the engine
   * @param goOn asked now and then; once it says no, the picture is of no more use
   * @param images is given the images that the picture shows, {@code [N,H,W,C]}, if it shows any
   */
  default Optional<BufferedImage> snapshot(
      Weights weights, BooleanSupplier goOn, Consumer<HostArray> images) {
    return Optional.empty();
  }

  /** Whether a finished training leaves a test in its run folder, because it takes seconds. */
  boolean isQuick();

  /**
   * The result of a test, which shows its own progress. Ctrl-C writes what is there.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  void test(TestRun run);

  /** Gives back what it holds on the engine, if it holds anything. */
  @Override
  default void close() {}
}
