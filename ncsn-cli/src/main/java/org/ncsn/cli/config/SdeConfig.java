package org.ncsn.cli.config;

import java.util.Set;

/**
 * The section {@code sde}: how data become noise, and what of it SdeRunner trains on.
 *
 * @param process which noise process
 * @param betaMin rate of VP's and sub-VP's noise at time 0
 * @param betaMax at time 1
 * @param sigmaMin standard deviation of VE's noise at time 0
 * @param sigmaMax at time 1
 * @param continuous whether the network is told a continuous time, and not one of so many levels
 * @param numScales number of levels, and of the steps of {@code sampler.method: pc}
 * @param reduceMean whether the loss is the mean over pixels, and not half of their sum
 * @param likelihoodWeighting whether times count as in the likelihood of data
 * @param stratified whether the times of a batch are spread evenly
 */
public record SdeConfig(
    @Setting(orElse = "vp") ProcessName process,
    @Setting(least = 0, orElse = "0.1") double betaMin,
    @Setting(above = 0, orElse = "20") double betaMax,
    @Setting(above = 0, orElse = "0.01") double sigmaMin,
    @Setting(above = 0, orElse = "50") double sigmaMax,
    @Setting(orElse = "true") boolean continuous,
    @Setting(least = 1, most = 1_000_000, orElse = "1000") int numScales,
    @Setting(orElse = "true") boolean reduceMean,
    @Setting(orElse = "false") boolean likelihoodWeighting,
    @Setting(orElse = "false") boolean stratified) {

  /** Noise processes. */
  public enum ProcessName implements Part {
    /** Noise is added to the data. */
    VE("ve"),
    /** Noise takes the place of the data. */
    VP("vp"),
    /** The same with less noise. */
    SUB_VP("subvp");

    private final String key;

    ProcessName(String key) {
      this.key = key;
    }

    @Override
    public String chosenBy() {
      return "sde.process: " + key;
    }

    @Override
    public Set<String> keys() {
      return this == VE
          ? Set.of("sde.sigma_min", "sde.sigma_max")
          : Set.of("sde.beta_min", "sde.beta_max");
    }

    @Override
    public String toString() {
      return key;
    }
  }
}
