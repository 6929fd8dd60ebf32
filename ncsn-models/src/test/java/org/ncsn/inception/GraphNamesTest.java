package org.ncsn.inception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frozen graph's names of the units. */
class GraphNamesTest {
  private static final Map<String, String> NAMES = GraphNames.byUnit();

  @Test
  void namesEveryUnitOnce() {
    assertThat(NAMES).hasSize(94);
    assertThat(NAMES.values()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "Conv2d_1a_3x3, conv",
    "Conv2d_2b_3x3, conv_2",
    "Conv2d_4a_3x3, conv_4",
    "Mixed_5b.branch1x1, mixed/conv",
    "Mixed_5b.branch5x5_2, mixed/tower/conv_1",
    "Mixed_5c.branch3x3dbl_3, mixed_1/tower_1/conv_2",
    "Mixed_5d.branch_pool, mixed_2/tower_2/conv",
    "Mixed_6a.branch3x3, mixed_3/conv",
    "Mixed_6a.branch3x3dbl_1, mixed_3/tower/conv",
    "Mixed_6b.branch7x7_3, mixed_4/tower/conv_2",
    "Mixed_6e.branch7x7dbl_5, mixed_7/tower_1/conv_4",
    "Mixed_7a.branch3x3_2, mixed_8/tower/conv_1",
    "Mixed_7a.branch7x7x3_4, mixed_8/tower_1/conv_3",
    "Mixed_7b.branch3x3_1, mixed_9/tower/conv",
    "Mixed_7b.branch3x3_2a, mixed_9/tower/mixed/conv",
    "Mixed_7b.branch3x3dbl_2, mixed_9/tower_1/conv_1",
    "Mixed_7c.branch3x3dbl_3b, mixed_10/tower_1/mixed/conv_1",
    "Mixed_7c.branch_pool, mixed_10/tower_2/conv"
  })
  void countsAsTheGraphDoes(String unit, String name) {
    assertThat(NAMES).containsEntry(unit, name);
  }
}
