package org.ncsn.cli.experiment;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Dataset;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Preparation;
import org.ncsn.loss.Objective;
import org.ncsn.nn.Network;
import org.ncsn.nn.Weights;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Optimizer;
import org.ncsn.random.NoiseSource;
import org.ncsn.random.RunStream;
import org.ncsn.sampler.BatchSampler;
import org.ncsn.sampler.BatchSamplers;
import org.ncsn.sampler.Constraint;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.sampler.Start;
import org.ncsn.tensor.Backend;
import org.ncsn.training.Recipe;
import org.ncsn.training.TrainingFeed;

/**
 * What a configuration describes, made of the library's parts. A runner says which network and
 * losses; everything else is the same for all.
 */
public final class Experiment {
  /** The seed where neither a flag nor the config has one. */
  public static final long USUAL_SEED = 1234;

  private final ExperimentConfig config;
  private final Runner runner;
  private final Network network;
  private final Objective trainingObjective;
  private final Optional<Generation> generation;
  private final Recipe recipe;
  private final NoiseSource noise;

  /**
   * @param seed of all noise in the run
   * @throws org.ncsn.error.UserError if the configuration asks for what the runner does not have
   */
  public Experiment(ExperimentConfig config, Runner runner, long seed) {
    this.config = config;
    this.runner = runner;
    this.network = runner.network(config);
    this.trainingObjective = runner.trainingObjective(config);
    this.generation = runner.generation(config);
    this.recipe = ConfiguredRecipe.of(config, trainingObjective);
    this.noise = NoiseSource.seeded(seed);
  }

  /** A new experiment, whose config says its seed and its runner from now on. */
  public static Experiment begun(ExperimentConfig config, Runner runner, long seed) {
    return new Experiment(config.withSeed(seed).withRunner(runner.name()), runner, seed);
  }

  public ExperimentConfig config() {
    return config;
  }

  /**
   * The configuration as the text of a file, without what has no effect.
   *
   * @param backend the engine that it runs on
   */
  public String configText(String backend) {
    return configText(config.withBackend(backend));
  }

  /** As {@link #configText(String)}, where no engine was chosen. */
  public String configText() {
    return configText(config);
  }

  private String configText(ExperimentConfig told) {
    return ConfigWriter.text(told, KeysWithoutEffect.of(runner.kind(), config));
  }

  public Network network() {
    return network;
  }

  /** The source that all streams are split from. */
  public NoiseSource noise() {
    return noise;
  }

  public NoiseSource noise(RunStream stream) {
    return stream.of(noise);
  }

  /** What it is trained by. */
  public Objective trainingObjective() {
    return trainingObjective;
  }

  /** What is watched on test images. */
  public Objective testObjective() {
    return runner.testObjective(config);
  }

  /** The data sets that the configuration names, below a folder. */
  public DataSets data(Path folder, Console console) {
    return runner.data(config, folder, console);
  }

  /** Batches of test images, with what the test objective draws for them. */
  public TrainingFeed testFeed(Dataset images) {
    return testFeed(images, OptionalInt.empty());
  }

  /**
   * As {@link #testFeed(Dataset)}.
   *
   * @param batch images in a batch; by default as many as in training
   */
  public TrainingFeed testFeed(Dataset images, OptionalInt batch) {
    return new TrainingFeed(
        images,
        Math.min(batch.orElse(config.training().batchSize()), images.size()),
        testPreparation(),
        testObjective(),
        noise(RunStream.TESTING));
  }

  /** What the loss on test images is called in TensorBoard. */
  public String testLossName() {
    return runner.testLossName();
  }

  /** Whether samples are drawn by the network. */
  public boolean drawsSamples() {
    return generation.isPresent();
  }

  /**
   * How samples are drawn.
   *
   * @throws org.ncsn.error.UserError if none are: it is a user's mistake to ask for them
   */
  public Generation generation() {
    return generation.orElseThrow(runner::drawsNoSamples);
  }

  /** The noise of its samples. */
  public SampleNoise sampleNoise() {
    return SampleNoise.of(noise(RunStream.SAMPLING));
  }

  /** The space that the network works in. */
  public PixelRange range() {
    return DataSets.range(config.data());
  }

  /** From the space that the network works in to pixels. */
  public HostArray pixels(HostArray state) {
    return range().pixels(state);
  }

  /**
   * What samples are to show, if the score is one of classes, {@code int32 [n]}.
   *
   * @param first number of the first sample
   * @param n how many samples
   */
  public Optional<HostArray> classes(int first, int n) {
    return generation().classes().map(classes -> classes.of(first, n));
  }

  /**
   * Samples from a number on, of nothing that is known, in the space of pixels.
   *
   * @param first number of the first sample
   * @return {@code float32 [n,H,W,C]}, not clamped
   */
  public HostArray drawn(BatchSampler sampler, Weights weights, int first, Observer observer) {
    Optional<HostArray> classes = classes(first, sampler.size());
    return pixels(sampler.draw(weights, sampleNoise(), first, classes, Constraint.NONE, observer));
  }

  /** Whether the images of the picture of a network in training are kept as files, too. */
  public boolean keepsSnapshots() {
    return runner.keepsSnapshots();
  }

  /**
   * Samplers for so many images.
   *
   * @param wanted how many are drawn at once, if that is said
   * @param start where they begin
   * @throws org.ncsn.memory.MemoryShortage if they take more memory than there is
   */
  public BatchSamplers samplers(Backend backend, OptionalInt wanted, int count, Start start) {
    Generation drawing = generation();
    return new BatchSamplers(
        backend, drawing.followed(), drawing.method(), start, images(count), wanted);
  }

  /** What {@code --runner} calls its kind. */
  public String runnerName() {
    return runner.name();
  }

  /** What helps against samples that diverge. */
  public String calmerSampling() {
    return runner.calmerSampling(config);
  }

  /**
   * The way between images and their latents.
   *
   * @throws org.ncsn.error.UserError if there is none
   */
  public LatentWay latents() {
    return runner.latents(config);
  }

  /** What is shown of the network. */
  public Presentation presentation(Backend backend) {
    return runner.presentation(this, backend);
  }

  public Preparation preparation() {
    return preparation(config.data().randomFlip(), config.data().randomShift());
  }

  /** As for training, but never mirrored or moved. */
  public Preparation testPreparation() {
    return preparation(false, 0);
  }

  private Preparation preparation(boolean flip, int shift) {
    DataConfig data = config.data();
    return data.dataset().isOfThePlane()
        ? Preparation.NONE
        : new Preparation(runner.dequantization(data), flip, shift, range());
  }

  /** The moving average of the weights. */
  public MovingAverage average() {
    return recipe.rule().average();
  }

  /** What moves the weights. */
  public Optimizer optimizer() {
    return recipe.rule().optimizer();
  }

  /** What a training computes. */
  public Recipe recipe() {
    return recipe;
  }

  /** The type of so many images, {@code [n,H,W,C]}. */
  public TensorType images(int count) {
    int side = config.data().imageSize();
    return new TensorType(DType.FLOAT32, Shape.of(count, side, side, config.data().channels()));
  }
}
