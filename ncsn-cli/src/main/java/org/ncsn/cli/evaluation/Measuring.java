package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.classifier.ConfusionMatrix;
import org.ncsn.classifier.Recognition;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Progress;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;
import org.ncsn.evaluation.EngineProducts;
import org.ncsn.evaluation.FeatureExtractor;
import org.ncsn.evaluation.FeatureSet;
import org.ncsn.evaluation.Features;
import org.ncsn.evaluation.FeaturesWriter;
import org.ncsn.evaluation.InnerProducts;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.evaluation.SetComparison;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An evaluator on an engine: it measures any number of sets of images. */
public final class Measuring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Measuring.class);

  /** Of so many images features are kept; 2,048 of each take 400 MB. */
  private static final int MOST_KEPT = 50_000;

  // Streams of the noise that chooses images and subsets.
  private static final long KEPT = 0;
  private static final long SUBSETS = 1;

  private final Evaluator evaluator;
  private final Backend backend;
  private final FeatureExtractor extractor;
  private final EngineProducts products;
  private final NoiseSource noise;
  private final Console console;

  /**
   * @param batch images at once
   * @param seed decides which images features are kept of, and which go into subsets
   */
  public Measuring(Evaluator evaluator, Backend backend, int batch, long seed, Console console) {
    this.evaluator = evaluator;
    this.backend = backend;
    this.extractor = new FeatureExtractor(backend, evaluator.network(), evaluator.weights(), batch);
    this.products = new EngineProducts(backend);
    this.noise = NoiseSource.seeded(seed);
    this.console = console;
  }

  public Evaluator evaluator() {
    return evaluator;
  }

  /**
   * Measures images in one pass.
   *
   * @param features file that features and logits are kept in, if they are to be
   * @param stop asked after every batch
   * @throws UserError if there are fewer than two images, one is none, or it was stopped
   */
  public MeasuredSet of(ImageSource source, Optional<Path> features, BooleanSupplier stop) {
    int count = source.images().size();
    if (count < 2) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: %d image; statistics take at least two, give more",
              source.place(),
              count));
    }
    MeasuredSet measured =
        new MeasuredSet(evaluator.network(), count, MOST_KEPT, noise.split(KEPT));
    if (features.isEmpty()) {
      each(source, measured::accept, stop);
      return measured;
    }
    try (FeaturesWriter writer = new FeaturesWriter(features.get(), evaluator.network(), count)) {
      each(
          source,
          found -> {
            measured.accept(found);
            writer.accept(found);
          },
          stop);
      writer.finish();
    }
    return measured;
  }

  /**
   * Measures images whose features were computed elsewhere, by the same network.
   *
   * @param count how many images
   * @param features gives those of all images, in order
   */
  public MeasuredSet ofFeatures(int count, Consumer<Consumer<Features>> features) {
    MeasuredSet measured =
        new MeasuredSet(evaluator.network(), count, MOST_KEPT, noise.split(KEPT));
    features.accept(measured);
    return measured;
  }

  private void each(ImageSource source, Seen seen, BooleanSupplier stop) {
    int[] done = {0};
    try (Progress progress =
        Progress.of(Counted.IMAGES, "measuring", source.images().size(), console)) {
      extractor.each(
          source.images(),
          found -> {
            refuseIf(stop, "measuring");
            seen.saw(found);
            done[0] += found.count();
            progress.step(done[0], "");
          });
    } catch (IllegalArgumentException e) {
      throw new UserError(source.place() + ": " + e.getMessage() + "; leave it out", e);
    }
  }

  /** Sees what the network makes of a batch. */
  private interface Seen {
    void saw(Features found);
  }

  /** Features of a few images. */
  public HostArray features(HostArray images) {
    return extractor.of(Dataset.of(images)).features().to(DType.FLOAT32);
  }

  /** What images are taken for, whose classes are known. */
  public ConfusionMatrix confusion(Dataset images) {
    Recognition recognition = new Recognition(backend, evaluator.network(), evaluator.weights());
    try (Progress progress = Progress.of(Counted.IMAGES, "recognising", images.size(), console)) {
      return recognition.confusion(images, extractor.batch(), done -> progress.step(done, ""));
    }
  }

  /**
   * How far samples are from images.
   *
   * @param stop asked now and then
   * @throws UserError if it was stopped
   */
  public SetComparison compared(FeatureSet samples, FeatureSet images, BooleanSupplier stop) {
    LOG.info("Comparing features");
    long[] done = {0};
    long pairs = SetComparison.pairs(samples, images);
    try (Progress progress = Progress.of(Counted.PAIRS, "comparing", pairs, console)) {
      InnerProducts counted =
          (one, two) -> {
            refuseIf(stop, "comparing");
            HostArray found = products.of(one, two);
            done[0] += found.shape().size();
            progress.step(done[0], "");
            return found;
          };
      return SetComparison.of(samples, images, counted, noise.split(SUBSETS));
    }
  }

  private static void refuseIf(BooleanSupplier stop, String during) {
    if (stop.getAsBoolean()) {
      throw new UserError("interrupted while " + during + "; the same command begins it anew");
    }
  }

  @Override
  public void close() {
    extractor.close();
    products.close();
  }
}
