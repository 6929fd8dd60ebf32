package org.ncsn.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class MemoryShortageTest {
  private static final long MB = 1 << 20;

  @Test
  void whatIsNeededIsRoundedUpAndWhatIsLeftIsRoundedDown() {
    assertThat(MemoryShortage.of("a step", 10 * MB + 1, 10 * MB, "the shelf"))
        .hasMessage("a step needs about 11 MB of memory, but only 10 MB are left of the shelf");
  }

  @Test
  void firstLineOfWhatAnEngineSaysIsTold() {
    assertThat(MemoryShortage.refused("Engine", "no room for [1000]\nHint: buy some"))
        .hasMessage("Engine got no more memory from the system: no room for [1000]");
    assertThat(MemoryShortage.refused("Engine", "")).hasMessageContaining("Engine");
  }

  @Test
  void heapRefusesWhatItCouldNotHoldIfItWasEmpty() {
    JavaHeap.require("nothing", 0);
    assertThatExceptionOfType(MemoryShortage.class)
        .isThrownBy(() -> JavaHeap.require("everything", Long.MAX_VALUE))
        .matches(MemoryShortage::isOfHeap)
        .withMessageStartingWith("everything needs about 8796093022208 MB")
        .withMessageEndingWith("MB are left of Java's heap");
  }
}
