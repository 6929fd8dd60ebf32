package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Pictures;
import org.ncsn.cli.show.Inpainting;
import org.ncsn.cli.show.Interpolation;
import org.ncsn.cli.show.Neighbours;
import org.ncsn.cli.show.Samples;
import org.ncsn.cli.show.TestMode;
import org.ncsn.error.UserError;

/** The flags that say what a test shows beside or in place of samples. */
final class TestFlags {
  /** As many as a usual test makes samples: 5 images, 5 times each. */
  private static final int USUAL_IMAGES = 5;

  @Parameter(
      names = "--inpaint",
      order = 20,
      description = "With --test or --sample: complete test images of which the left half is known")
  private boolean inpaint;

  @Parameter(
      names = "--mask",
      order = 21,
      description =
          "With --inpaint: a picture of the images' size, white where they are known, black or transparent where not")
  private Path mask;

  @Parameter(
      names = "--images",
      order = 22,
      description = "With --inpaint: how many test images; with --interpolate: how many paths")
  private Integer images;

  @Parameter(
      names = "--completions",
      order = 23,
      description = "With --inpaint: completions of each image")
  private Integer completions;

  @Parameter(
      names = "--interpolate",
      order = 24,
      description =
          "With --test or --sample: go from the samples of --seed to those of this other seed")
  private Long interpolate;

  @Parameter(
      names = "--neighbours",
      order = 25,
      description =
          "With --test or --sample: also show the training images that are nearest to the samples")
  private boolean neighbours;

  @Parameter(
      names = "--pictures",
      order = 26,
      description =
          "With --test or --sample: also write each image as a numbered PNG, into a folder or a zip archive")
  private String pictures;

  /**
   * @throws UserError if they do not go together
   */
  void check(boolean test) {
    if (pictures != null && !test) {
      throw new UserError("--pictures: only a trained network has samples; add --test");
    }
    pictures();
    if (inpaint && !test) {
      throw new UserError("--inpaint: only a trained network completes images; add --test");
    }
    if (interpolate != null && (!test || inpaint)) {
      throw new UserError("--interpolate: goes with --test, and not with --inpaint");
    }
    if (neighbours && (!test || inpaint || interpolate != null)) {
      throw new UserError(
          "--neighbours: goes with --test, and not with --inpaint or --interpolate");
    }
    if (!inpaint && (mask != null || completions != null)) {
      throw new UserError("--mask and --completions go with --inpaint; add it");
    }
    if (!inpaint && interpolate == null && images != null) {
      throw new UserError("--images goes with --inpaint or --interpolate; add one of them");
    }
    NumberFlag.check("--images", images, NumberFlag.MOST_IMAGES);
    NumberFlag.check("--completions", completions, NumberFlag.MOST_IMAGES);
  }

  /**
   * Makes sure that nothing is asked for of a test that shows no samples.
   *
   * @throws UserError if something is
   */
  void requireNone(String runner) {
    if (!asked().isEmpty()) {
      throw new UserError(
          "--test: measures the loss of an experiment of " + runner + "; use --sample for samples");
    }
  }

  /** Those flags that ask for something beside or in place of samples. */
  List<String> asked() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--inpaint", inpaint);
    given.put("--interpolate", interpolate != null);
    given.put("--neighbours", neighbours);
    given.put("--pictures", pictures != null);
    given.values().removeIf(flag -> !flag);
    return List.copyOf(given.keySet());
  }

  /** How each image is written as a picture. */
  Pictures pictures() {
    return pictures == null ? Pictures.NONE : Pictures.named(pictures);
  }

  /**
   * What a test shows: what the flags say, else what the config says.
   *
   * @param datasets where data sets are kept
   */
  TestMode mode(Path datasets, Experiment experiment) {
    SamplingConfig sampling = experiment.config().sampling();
    // As the official program has it, pictures for an evaluation go before both of the others.
    if (!inpaint && interpolate == null && !neighbours && !sampling.fid()) {
      int square = Math.max(1, (int) Math.sqrt(experiment.samples()));
      if (sampling.inpainting()) {
        return new Inpainting(square, square, Optional.empty(), datasets);
      }
      if (sampling.interpolation()) {
        long other = Options.configuredSeed(experiment.config()) + 1;
        return new Interpolation(other, experiment.samples(), sampling.nInterpolations(), true);
      }
    }
    if (inpaint) {
      return new Inpainting(
          orUsual(images), orUsual(completions), Optional.ofNullable(mask), datasets);
    }
    if (interpolate != null) {
      return new Interpolation(interpolate, orUsual(images));
    }
    return neighbours ? new Neighbours(datasets) : new Samples();
  }

  private static int orUsual(Integer flag) {
    return flag == null ? USUAL_IMAGES : flag;
  }
}
