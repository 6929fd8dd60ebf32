package org.ncsn.sampler;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.SubVariancePreserving;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.LangevinCorrector.Norms;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.unet.GoldenUNet;

/**
 * An inpainting or colorization of which the official code's states are known.
 *
 * @param kind of what is known
 * @param name of the sampling
 * @param method how it samples
 * @param score what it follows
 * @param weights those that the score takes
 */
record ControlledRun(
    Kind kind,
    String name,
    PredictorCorrector method,
    ScoreFunction score,
    Supplier<HostWeights> weights) {
  /** What is known. */
  enum Kind {
    INPAINTING,
    COLORIZATION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static List<ControlledRun> all() {
    return Stream.of(Kind.values()).flatMap(ControlledRun::of).toList();
  }

  private static Stream<ControlledRun> of(Kind kind) {
    VarianceExploding ve = new VarianceExploding(0.01, 50);
    VarianceExploding narrow = new VarianceExploding(0.01, 2);
    return Stream.of(
        mixture(kind, "ve", pc(ve, 8)),
        mixture(kind, "vp", euler()),
        new ControlledRun(
            kind,
            "net",
            pc(narrow, 3),
            new ScoreModel(
                GoldenUNet.NCSNPP_SKIP.network(), narrow, narrow::deviation, OutputRule.SCORE),
            () -> GoldenUNet.NCSNPP_SKIP.weights(DType.FLOAT64)));
  }

  private static ControlledRun mixture(Kind kind, String name, PredictorCorrector method) {
    Map<String, HostArray> data = Golden.npz("sde_controllable", "data.npz");
    HostWeights none = new HostWeights(List.of(), List.of());
    return new ControlledRun(
        kind, name, method, MixtureScore.of(data, method.process()), () -> none);
  }

  private static PredictorCorrector pc(DiffusionProcess process, int steps) {
    return PredictorCorrector.of(
        process,
        steps,
        Optional.of(Predictor.REVERSE_DIFFUSION),
        Optional.of(new LangevinCorrector(0.16, 1, Norms.OF_THE_BATCH)));
  }

  /** So few steps are no chain of VP's, which Euler and Maruyama do not ask for: sub-VP's do. */
  private static PredictorCorrector euler() {
    return new PredictorCorrector(
        new VariancePreserving(LinearRate.PUBLISHED),
        new SubVariancePreserving(LinearRate.PUBLISHED).discretized(8),
        Optional.of(Predictor.EULER_MARUYAMA),
        Optional.empty(),
        true);
  }

  Map<String, HostArray> file() {
    return Golden.npz("sde_controllable", this + ".npz");
  }

  /**
   * What the batch begins with: what is known is put into a sample of the prior. Colorization
   * begins as the official code does, which is not quite this.
   */
  HostArray start(Map<String, HostArray> file) {
    return kind == Kind.COLORIZATION
        ? image(TorchArrays.entry(file.get("states_f64"), 0))
        : image(file.get("z")).map(z -> z * method.process().priorDeviation());
  }

  /** Whether the first update begins with the start as it is. */
  boolean beginsAsGiven() {
    return kind == Kind.COLORIZATION && method.corrector().isPresent();
  }

  /** What is known. */
  Constraint constraint(
      Backend backend, SamplingMethod sampling, Map<String, HostArray> file, DType dtype) {
    HostArray known = image(file.get("known")).to(dtype);
    Renewal renewal = Renewal.BEHIND_EACH_STEP;
    if (kind == Kind.COLORIZATION) {
      return new Colorization(
          backend, known, renewal, sampling, draw -> knownNoise(file, draw).to(dtype));
    }
    HostArray mask = image(file.get("mask")).to(dtype);
    return new KnownPixels(
        backend, known, mask, renewal, sampling, draw -> knownNoise(file, draw).to(dtype));
  }

  /** Noise of the updates: the official code has that of what is known behind each. */
  HostArray stepNoise(Map<String, HostArray> file, int draw) {
    return noise(file, method.corrector().isPresent() ? 2 * draw : 3 * draw + 1);
  }

  /** Noise of what is known, twice at every time: behind a corrector, which may be none, too. */
  private HostArray knownNoise(Map<String, HostArray> file, int draw) {
    return noise(
        file, method.corrector().isPresent() ? 2 * draw + 1 : 3 * (draw / 2) + 2 * (draw % 2));
  }

  private static HostArray noise(Map<String, HostArray> file, int index) {
    return image(TorchArrays.entry(file.get("noise"), index));
  }

  /** The official state that a step begins with. */
  HostArray begun(Map<String, HostArray> file, int step) {
    int update = method.corrector().isPresent() ? step : 2 * step + 1;
    return image(TorchArrays.entry(file.get("states_f64"), update));
  }

  /** An official result, in the range of the network. */
  HostArray result(Map<String, HostArray> file, String which) {
    boolean centred = method.process() instanceof VariancePreserving;
    return image(file.get(which)).map(x -> centred ? 2 * x - 1 : x);
  }

  private static HostArray image(HostArray torch) {
    return TorchArrays.images(torch, DType.FLOAT64);
  }

  @Override
  public String toString() {
    return kind + "_" + name;
  }
}
