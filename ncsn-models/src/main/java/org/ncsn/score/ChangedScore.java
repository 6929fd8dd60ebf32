package org.ncsn.score;

import java.util.Optional;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.Network;
import org.ncsn.noise.NoiseProcess;

/** A score that another one is made into: of the same process and, if it says no other, network. */
interface ChangedScore extends ScoreFunction {
  /** What is changed. */
  ScoreFunction score();

  @Override
  default Network network() {
    return score().network();
  }

  @Override
  default NoiseProcess noise() {
    return score().noise();
  }

  @Override
  default Optional<Conditioning.Classes> classes() {
    return score().classes();
  }
}
