package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Pictures;
import org.ncsn.cli.show.Colouring;
import org.ncsn.cli.show.ImagePaths;
import org.ncsn.cli.show.Inpainting;
import org.ncsn.cli.show.Interpolation;
import org.ncsn.cli.show.Neighbours;
import org.ncsn.cli.show.Reconstruction;
import org.ncsn.cli.show.Samples;
import org.ncsn.cli.show.TestMode;
import org.ncsn.error.UserError;

/** The flags that say what a test shows beside or in place of samples. */
final class TestFlags {
  /** As many as a usual test makes samples: 5 images, 5 times each. */
  private static final int USUAL_IMAGES = 5;

  /** Three rows of three. */
  private static final int USUAL_ENCODED = 9;

  @Parameter(
      names = "--inpaint",
      order = 20,
      description = "With --test or --sample: complete test images of which the left half is known")
  private boolean inpaint;

  @Parameter(
      names = "--colorize",
      order = 20,
      description = "With --test or --sample: give colours to test images that are known in grey")
  private boolean colorize;

  @Parameter(
      names = "--encode",
      order = 20,
      description =
          "With --test or --sample of SdeRunner: test images, their latents, and back, with the error")
  private boolean encode;

  @Parameter(
      names = "--interpolate_images",
      order = 20,
      description =
          "With --test or --sample of SdeRunner: go from test images to the next ones, by their latents")
  private boolean interpolateImages;

  @Parameter(
      names = "--mask",
      order = 21,
      description =
          "With --inpaint: a picture of the images' size, white where they are known, black or transparent where not")
  private Path mask;

  @Parameter(
      names = "--images",
      order = 22,
      description =
          "With --inpaint, --colorize or --encode: how many test images; with --interpolate or"
              + " --interpolate_images: how many paths")
  private Integer images;

  @Parameter(
      names = "--completions",
      order = 23,
      description = "With --inpaint or --colorize: how many of each image")
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
      throw new UserError("--pictures: only a trained network has samples; add --sample");
    }
    pictures();
    List<String> modes = modes();
    if (!modes.isEmpty() && !test) {
      throw new UserError(modes.get(0) + ": shows what a trained network does; add --sample");
    }
    if (modes.size() > 1) {
      throw new UserError(
          modes.get(0) + " and " + modes.get(1) + " are two tests; choose one of them");
    }
    if (!inpaint && mask != null) {
      throw new UserError("--mask goes with --inpaint; add it");
    }
    if (!inpaint && !colorize && completions != null) {
      throw new UserError("--completions goes with --inpaint or --colorize; add one of them");
    }
    if (images != null && (modes.isEmpty() || neighbours)) {
      throw new UserError(
          "--images goes with --inpaint, --colorize, --encode, --interpolate or"
              + " --interpolate_images; add one of them");
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
    List<String> asked = new ArrayList<>(modes());
    if (pictures != null) {
      asked.add("--pictures");
    }
    return asked;
  }

  /** Those of them of which each is a test by itself. */
  private List<String> modes() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--inpaint", inpaint);
    given.put("--colorize", colorize);
    given.put("--encode", encode);
    given.put("--interpolate", interpolate != null);
    given.put("--interpolate_images", interpolateImages);
    given.put("--neighbours", neighbours);
    given.values().removeIf(flag -> !flag);
    return List.copyOf(given.keySet());
  }

  /** Whether something else than samples is shown: it has no movie, and its own number. */
  boolean isOfOtherImages() {
    return !modes().isEmpty() && !neighbours;
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
    if (modes().isEmpty() && !sampling.fid()) {
      int square = Math.max(1, (int) Math.sqrt(experiment.generation().samples()));
      if (sampling.inpainting()) {
        return new Inpainting(square, square, Optional.empty(), datasets);
      }
      if (sampling.interpolation()) {
        long other = Options.configuredSeed(experiment.config()) + 1;
        return new Interpolation(
            other, experiment.generation().samples(), sampling.nInterpolations(), true);
      }
    }
    if (inpaint) {
      return new Inpainting(
          orUsual(images), orUsual(completions), Optional.ofNullable(mask), datasets);
    }
    if (colorize) {
      return new Colouring(orUsual(images), orUsual(completions), datasets);
    }
    if (encode) {
      return new Reconstruction(images == null ? USUAL_ENCODED : images, datasets);
    }
    if (interpolateImages) {
      return new ImagePaths(orUsual(images), datasets);
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
