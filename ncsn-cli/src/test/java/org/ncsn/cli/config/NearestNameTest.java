package org.ncsn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("batch_size", "n_iters", "lr");

  @Test
  void forgivesTyposCaseAndSeparators() {
    assertThat(NearestName.of("Batch-Sizes", NAMES)).contains("batch_size");
    assertThat(NearestName.of("niter", NAMES)).contains("n_iters");
  }

  @Test
  void keepsQuietWhenNothingIsSimilar() {
    assertThat(NearestName.of("momentum", NAMES)).isEmpty();
    assertThat(NearestName.question("momentum", NAMES)).isEmpty();
  }

  @Test
  void asksAQuestion() {
    assertThat(NearestName.question("l", NAMES)).isEqualTo("; did you mean 'lr'?");
  }
}
