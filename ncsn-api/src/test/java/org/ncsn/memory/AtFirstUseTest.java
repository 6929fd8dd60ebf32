package org.ncsn.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made at its first use. */
class AtFirstUseTest {
  private final List<String> given = new ArrayList<>();
  private final AtFirstUse<String> name = new AtFirstUse<>(given::add);

  @Test
  void isMadeOnce() {
    assertThat(name.orMade(() -> "first")).isEqualTo("first");
    assertThat(name.orMade(() -> "second")).isEqualTo("first");
  }

  @Test
  void isGivenBackOnce() {
    name.orMade(() -> "first");
    name.close();
    name.close();
    assertThat(given).containsExactly("first");
  }

  @Test
  void isNotGivenBackWhereItWasNeverMade() {
    name.close();
    assertThat(given).isEmpty();
  }
}
