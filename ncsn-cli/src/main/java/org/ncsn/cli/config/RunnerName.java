package org.ncsn.cli.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.ncsn.cli.config.SamplerConfig.MethodName;
import org.ncsn.cli.config.SdeConfig.ProcessName;
import org.ncsn.spi.Workload;

/** The kinds of experiments, as {@code --runner} and {@code runner} name them. */
public enum RunnerName implements Part {
  /** One network for all noise levels. */
  ANNEAL("AnnealRunner"),
  /** The second paper's networks and techniques. */
  NCSN("NCSNRunner"),
  /** The first paper's network without noise levels. */
  BASELINE("BaselineRunner"),
  /** A residual network without noise levels. */
  SCORE_NET("ScoreNetRunner"),
  /** Points of the plane. */
  TOY("ToyRunner"),
  /** Points of the plane in noise processes. */
  TOY_SDE("ToySdeRunner"),
  /** Score models of noise processes in continuous time. */
  SDE("SdeRunner"),
  /** Classes of images. */
  CLASSIFIER("ClassifierRunner"),
  /** Classes of images with noise. */
  NOISY_CLASSIFIER("NoisyClassifierRunner");

  /** Of all that draw samples, which the others are trained to. */
  private static final Set<String> OF_SAMPLES = Set.of("sampling.n_samples");

  /** Of all whose samples Langevin dynamics draws. */
  private static final Set<String> OF_LANGEVIN =
      Set.of("training.algo", "sampling.n_steps_each", "sampling.step_lr");

  private final String key;

  RunnerName(String key) {
    this.key = key;
  }

  @Override
  public String chosenBy() {
    return "--runner " + key;
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new HashSet<>(ownKeys());
    if (drawsSamples()) {
      keys.addAll(OF_SAMPLES);
      if (!hasProcess()) {
        keys.addAll(OF_LANGEVIN);
      }
      if (this != TOY_SDE) {
        keys.add("training.snapshot_sampling");
      }
      if (!isOfThePlane()) {
        keys.add("sampling.frame_every");
      }
    }
    if (this == NCSN) {
      keys.addAll(FastFidConfig.KEYS);
      keys.addAll(TestLossConfig.KEYS);
    }
    return keys;
  }

  /** Whether it trains on a noise process of the section {@code sde}. */
  boolean hasProcess() {
    return this == SDE || this == TOY_SDE || this == NOISY_CLASSIFIER;
  }

  /** Whether its networks are trained to draw samples. */
  public boolean drawsSamples() {
    return this != CLASSIFIER && this != NOISY_CLASSIFIER;
  }

  /** Whether it trains on points of the plane. */
  public boolean isOfThePlane() {
    return this == TOY || this == TOY_SDE;
  }

  /** What its networks are to an engine. */
  public Workload workload() {
    return switch (this) {
      case ANNEAL, NCSN, BASELINE -> Workload.CONVOLUTIONS;
      case TOY, TOY_SDE -> Workload.POINTS;
      case SCORE_NET, SDE, CLASSIFIER, NOISY_CLASSIFIER -> Workload.IMAGES;
    };
  }

  private Set<String> ownKeys() {
    return switch (this) {
      case ANNEAL ->
          Set.of(
              "training.anneal_power",
              "model.sigma_begin",
              "model.sigma_end",
              "model.num_classes",
              "model.ngf",
              "model.norm");
      case NCSN ->
          Set.of(
              "training.anneal_power",
              "training.log_all_sigmas",
              "data.rescaled",
              "data.uniform_dequantization",
              "data.gaussian_dequantization",
              "model.sigma_begin",
              "model.sigma_end",
              "model.num_classes",
              "model.sigma_dist",
              "model.ngf",
              "model.normalization",
              "model.nonlinearity",
              "model.network",
              "model.last_norm_eps",
              "sampling.batch_size",
              "sampling.denoise",
              "sampling.data_init",
              "sampling.fid",
              "sampling.num_samples4fid",
              "sampling.inpainting",
              "sampling.interpolation",
              "sampling.n_interpolations",
              "sampling.ckpt_id",
              "sampling.final_only");
      case SDE -> ofSections();
      case BASELINE, CLASSIFIER -> Set.of("model.ngf");
      case NOISY_CLASSIFIER -> ofNoisyClassifier();
      case TOY_SDE -> Set.of("model.ngf", "sde.process", "sde.stratified");
      case SCORE_NET -> Set.of("training.noise_std", "model.nef", "model.ndf");
      case TOY ->
          Set.of(
              "training.anneal_power",
              "training.noise_std",
              "model.sigma_begin",
              "model.sigma_end",
              "model.num_classes",
              "model.ngf",
              "model.energy");
    };
  }

  /** Its own sections, but for what belongs to a process or a sampler. */
  private static Set<String> ofSections() {
    Set<String> keys = new HashSet<>(Set.of("data.rescaled", "data.uniform_dequantization"));
    keys.addAll(Keys.fullNames("sde", SdeConfig.class));
    keys.addAll(Keys.fullNames("unet", UNetConfig.class));
    keys.addAll(Keys.fullNames("sampler", SamplerConfig.class));
    Stream.<Part>of(UNetConfig.Told.CLASSES).forEach(part -> keys.removeAll(part.keys()));
    Stream.concat(Arrays.stream(ProcessName.values()), Arrays.stream(MethodName.values()))
        .forEach(part -> keys.removeAll(part.keys()));
    return keys;
  }

  private static Set<String> ofNoisyClassifier() {
    Set<String> keys =
        new HashSet<>(
            Set.of(
                "data.rescaled", "data.uniform_dequantization", "sde.process", "sde.stratified"));
    keys.addAll(Keys.fullNames("classifier", ClassifierConfig.class));
    return keys;
  }

  @Override
  public String toString() {
    return key;
  }
}
