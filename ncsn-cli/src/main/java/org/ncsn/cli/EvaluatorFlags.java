package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.EvaluatorKind;
import org.ncsn.cli.evaluation.Evaluators;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.experiment.Downloads;
import org.ncsn.cli.output.Console;
import org.ncsn.tensor.Backend;

/** The flags that say which network measures images. */
public final class EvaluatorFlags {
  private static final String INCEPTION = "inception";

  @Parameter(
      names = "--evaluator",
      order = 29,
      description =
          "Network that measures: digits (comes with the program; its distances are no FID) or"
              + " inception (FID); by default digits for digits, inception for anything else")
  private String evaluator;

  @Parameter(
      names = "--inception",
      order = 30,
      description = "File with the weights of Inception; chooses that network")
  private Path inception;

  @Parameter(
      names = "--download",
      order = 30,
      description = "Download the weights of Inception (96 MB) below --run if they are not there")
  private boolean download;

  @Parameter(
      names = "--resize",
      order = 31,
      description =
          "How images are brought to Inception's size: half_pixel (as PyTorch's programs do) or"
              + " tensorflow (as the original programs did)")
  private String resize;

  @Parameter(
      names = "--batch",
      order = 32,
      description = "Images that are measured at once; by default as many as go well")
  private Integer batch;

  /**
   * @throws org.ncsn.error.UserError for a value that cannot be
   */
  public void check() {
    NumberFlag.check("--batch", batch, NumberFlag.MOST_IMAGES);
    if (evaluator != null) {
      Evaluators.named(evaluator);
    }
  }

  /** Those that are given. */
  List<String> given() {
    Map<String, Boolean> flags = new LinkedHashMap<>();
    flags.put("--evaluator", evaluator != null);
    flags.put("--inception", inception != null);
    flags.put("--download", download);
    flags.put("--resize", resize != null);
    flags.put("--batch", batch != null);
    flags.values().removeIf(given -> !given);
    return List.copyOf(flags.keySet());
  }

  /**
   * The network that measures some images, read from its file.
   *
   * @param image shape of the images, {@code [H,W,C]}
   * @param ofDigits whether they are known to be digits; empty where nothing is known
   * @param datasets the folder of data sets, where weights are looked for, too
   * @throws org.ncsn.error.UserError if there is none, or its weights cannot be read
   */
  public Evaluator evaluator(
      Shape image, Optional<Boolean> ofDigits, Path datasets, Console console) {
    try (Downloads downloads = new Downloads(console)) {
      return kind(image, ofDigits)
          .open(
              new EvaluatorKind.Options(
                  Optional.ofNullable(inception),
                  Optional.ofNullable(resize),
                  datasets,
                  download ? Optional.of(downloads) : Optional.empty()));
    }
  }

  /**
   * The kind of the network that measures some images; otherwise as {@link #evaluator}.
   *
   * @throws org.ncsn.error.UserError if there is none
   */
  public EvaluatorKind kind(Shape image, Optional<Boolean> ofDigits) {
    String named = evaluator == null && inception != null ? INCEPTION : evaluator;
    return named == null ? Evaluators.usualFor(image, ofDigits) : Evaluators.named(named);
  }

  /** The file of its weights, if a flag names one. */
  public Optional<Path> weights() {
    return Optional.ofNullable(inception);
  }

  /** How images are brought to its size, if a flag says so. */
  public Optional<String> resize() {
    return Optional.ofNullable(resize);
  }

  /**
   * The network on an engine.
   *
   * @param seed decides which images features are kept of, and which go into subsets
   */
  public Measuring measuring(Evaluator network, Backend engine, long seed, Console console) {
    return MemoryAdvice.lower("--batch")
        .get(() -> new Measuring(network, engine, atOnce(network), seed, console));
  }

  /** How many images it measures at once. */
  public int atOnce(Evaluator network) {
    return batch == null ? network.batch() : batch;
  }
}
