package org.ncsn.cli.evaluation;

import org.ncsn.evaluation.FeatureNetwork;
import org.ncsn.nn.HostWeights;

/**
 * A network that images are measured by, ready to run.
 *
 * @param names what its measures are called
 * @param told which weights and which resize, for people to read
 * @param network whose features are compared
 * @param weights of the network, {@code float32}
 * @param batch images that it sees at once
 * @param recognises whether what images are taken for says something of them, as of digits by a
 *     classifier of digits
 */
public record Evaluator(
    Names names,
    String told,
    FeatureNetwork network,
    HostWeights weights,
    int batch,
    boolean recognises) {
  /**
   * What measures are called. Only those by the Inception network have the names of the papers: the
   * numbers of another network cannot be compared with published ones.
   *
   * @param frechet the squared Fréchet distance
   * @param kernel the kernel distance
   * @param score the Inception score
   */
  public record Names(String frechet, String kernel, String score) {
    /** Those of the papers. */
    public static final Names OF_INCEPTION = new Names("FID", "KID", "Inception score");

    /** Those of another network, which is named in each. */
    public static Names of(String subject) {
      return new Names(subject + " distance", subject + " kernel distance", subject + " score");
    }
  }
}
