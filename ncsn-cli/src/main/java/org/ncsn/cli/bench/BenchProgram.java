package org.ncsn.cli.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ncsn.error.UserError;

/** What can be measured. */
enum BenchProgram {
  /** The network's score of a batch. */
  FORWARD(25),
  /** A training step by annealed denoising score matching. */
  TRAIN(128),
  /** A training step by annealed sliced score matching. */
  SSM(64),
  /** A step of Langevin dynamics. */
  SAMPLE(25),
  /** Training steps of the paper's network in the plane. */
  TOY(128),
  /** The Inception network's features of a batch of images, resized for it. */
  INCEPTION(16);

  private final int usualBatch;

  BenchProgram(int usualBatch) {
    this.usualBatch = usualBatch;
  }

  /** The batch of the paper's program. */
  int usualBatch() {
    return usualBatch;
  }

  /**
   * @throws UserError if there is none of this name
   */
  static BenchProgram named(String name) {
    return Arrays.stream(values())
        .filter(program -> program.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--program: there is no '"
                        + name
                        + "'; choose from "
                        + Arrays.stream(values())
                            .map(BenchProgram::toString)
                            .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
