package org.ncsn.cli.toy;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.ncsn.array.HostArray;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.toy.GaussianMixture;
import org.ncsn.toy.MixtureScore;
import org.ncsn.toy.NoisyMixtureScore;
import org.ncsn.toy.ToyNetwork;

/**
 * The paper's study of a trained network in the plane: its estimate of the score beside the true
 * one, and samples by Langevin dynamics with both.
 */
public record ToyStudy(ToyFields fields, Samples samples) {
  private static final long DATA = 0;
  private static final long CHAINS = 1;

  /**
   * Points {@code [n,2]}, drawn in five ways.
   *
   * @param data independent samples of the data's distribution
   * @param plainExact Langevin dynamics with the true score
   * @param plainEstimated Langevin dynamics with the estimated score
   * @param annealedExact annealed Langevin dynamics with the true scores
   * @param annealedEstimated annealed Langevin dynamics with the estimated scores
   */
  public record Samples(
      HostArray data,
      HostArray plainExact,
      HostArray plainEstimated,
      HostArray annealedExact,
      HostArray annealedEstimated) {}

  /** Steps of all chains. */
  public static long steps(ToySettings settings) {
    return 2 * (2L * settings.levels().count() + 1) * settings.stepsEach();
  }

  /**
   * Studies a network.
   *
   * @param weights values of its parameters
   * @param noise where samples come from; it is split, not drawn from
   * @param goOn asked after every step of a chain; once it says no, chains end where they are
   */
  public static ToyStudy of(
      ToySettings settings,
      ToyNetwork network,
      Backend backend,
      Weights weights,
      NoiseSource noise,
      BooleanSupplier goOn) {
    GaussianMixture mixture = settings.distribution().mixture();
    MixtureScore exact = new MixtureScore(mixture);
    NoisyMixtureScore exactNoisy = new NoisyMixtureScore(mixture, settings.levels());
    Weights none = new Weights(List.of());
    ToyChains chains = new ToyChains(backend, settings, noise.split(CHAINS), goOn);
    return new ToyStudy(
        ToyFields.of(settings.distribution(), network, backend, weights),
        new Samples(
            mixture.sample(noise.split(DATA), settings.samples()),
            chains.plain(exact, none),
            chains.plain(network.data(), weights),
            chains.annealed(exactNoisy, exact, none),
            chains.annealed(network.noisy(), network.data(), weights)));
  }
}
