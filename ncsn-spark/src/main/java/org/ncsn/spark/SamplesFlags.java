package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import org.ncsn.cli.NumberFlag;
import org.ncsn.cli.SamplerFlags;
import org.ncsn.error.UserError;

/** The flags that say which samples are drawn of a run, and where they go. */
final class SamplesFlags {
  /** As many as one machine draws at once. */
  private static final int USUAL_BATCH = 100;

  @Parameter(
      names = "-o",
      order = 10,
      description =
          "Folder of the samples, which all machines see: a path, or an address such as"
              + " s3a://bucket/folder")
  private String folder = "images";

  @Parameter(
      names = "--batch_size",
      order = 12,
      description = "Images that an executor draws at once, and that lie in one part")
  private Integer batch = USUAL_BATCH;

  @ParametersDelegate private SamplerFlags sampler = new SamplerFlags();

  /**
   * @throws UserError for a value that cannot be
   */
  void check() {
    NumberFlag.check("--batch_size", batch, NumberFlag.MOST_IMAGES);
    sampler.check();
  }

  /**
   * Reads a run, to draw samples of it.
   *
   * @throws UserError if it is missing or damaged, or its samples depend on each other
   */
  RunFlags.Trained read(RunFlags run) {
    RunFlags.Trained trained = run.read((config, runner) -> sampler.applyTo(config, runner.kind()));
    if (trained.experiment().config().sampling().dataInit()) {
      throw new UserError(
          "sampling.data_init: samples that begin at test images are drawn on one machine only;"
              + " set it to false");
    }
    return trained;
  }

  SamplingPlan plan(int images, PartFormat format) {
    return new SamplingPlan(images, batch, format, folder);
  }

  String folder() {
    return folder;
  }
}
