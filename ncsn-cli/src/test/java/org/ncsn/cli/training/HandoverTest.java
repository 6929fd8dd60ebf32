package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HandoverTest {
  @Test
  void givesWhatItHasOnce() {
    Handover<String> handover = new Handover<>("weights");

    assertThat(handover.take()).isEqualTo("weights");
    assertThatThrownBy(handover::take).isInstanceOf(IllegalStateException.class);
  }
}
