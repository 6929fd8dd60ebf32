package org.ncsn.cli.runner;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ncsn.error.UserError;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Tensor;

/** What a runner shows of a network: while it is trained, when it is, and when it is tested. */
public interface Presentation extends AutoCloseable {
  /** What the pictures of {@link #snapshot} are called in TensorBoard. */
  String label();

  /**
   * A picture of the network in the middle of its training.
   *
   * @param weights values of its parameters, on the engine
   * @param goOn asked now and then; once it says no, the picture is of no more use
   */
  BufferedImage snapshot(List<Tensor> weights, BooleanSupplier goOn);

  /**
   * What a finished training leaves in its run folder beside checkpoint and log.
   *
   * @param logs the run folder
   * @param weights values of the network's parameters
   */
  void finished(Path logs, List<HostArray> weights);

  /**
   * The result of a test, which shows its own progress. Ctrl-C writes what is there.
   *
   * @param folder where to write; it is created if it is missing
   * @param logs the run folder, which gets what the report shows of a test
   * @param weights values of the network's parameters
   * @throws org.ncsn.error.UserError if they cannot be written to
   */
  void test(Path folder, Path logs, List<HostArray> weights);

  /**
   * Completions of test images of which some pixels are known.
   *
   * @param folder where to write; it is created if it is missing
   * @param weights values of the network's parameters
   * @throws UserError if the experiment is not one of images, or something cannot be read or
   *     written
   */
  default void inpaint(Path folder, List<HostArray> weights, Inpainting inpainting, DataSets data) {
    throw new UserError("--inpaint: this experiment has no images to complete; leave it out");
  }

  /**
   * Samples on the way from those of the experiment's seed to those of another.
   *
   * @param folder where to write; it is created if it is missing
   * @param weights values of the network's parameters
   * @param images how many samples lead to another
   * @throws UserError if the experiment is not one of images, or something cannot be written
   */
  default void interpolate(Path folder, List<HostArray> weights, long otherSeed, int images) {
    throw new UserError("--interpolate: this experiment has no images; leave it out");
  }

  /**
   * The result of a test with the training images that are nearest to it.
   *
   * @param folder where to write; it is created if it is missing
   * @param logs as with {@link #test}
   * @param weights values of the network's parameters
   * @throws UserError if the experiment is not one of images, or something cannot be written
   */
  default void neighbours(Path folder, Path logs, List<HostArray> weights, DataSets data) {
    throw new UserError("--neighbours: this experiment has no training images; leave it out");
  }

  /** Gives back what it holds on the engine. */
  @Override
  void close();
}
