package org.ncsn.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.Shape;

class UNetSizesTest {
  @Test
  void refusesImagesThatCannotBeHalvedSoOften() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sizes(28, List.of(1, 2, 2, 2), Set.of()))
        .withMessage(
            "u-net: 4 sizes halve the image 3 times, so its sides must be divisible by 8, found 28x28");
  }

  @Test
  void refusesAttentionWhereNoFeaturesAreSoWide() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sizes(28, List.of(1, 2), Set.of(16)))
        .withMessage("u-net: attention at 16 pixels, but features are [28, 14] wide");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void refusesNetworksOfNothing(int features, int blocks) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UNetSizes(Shape.of(8, 8, 3), features, List.of(1), blocks, Set.of()));
  }

  /** The published networks of 32 x 32 pixels: table in appendix H of the paper's code. */
  @ParameterizedTest
  @CsvSource({"DDPM, 35218947", "DDPM++, 61804419", "DDPM++ deep, 106632579", "NCSN++, 62758787"})
  void networksAreAsLargeAsPublished(String name, long parameters) {
    int blocks = name.endsWith("deep") ? 8 : name.equals("DDPM") ? 2 : 4;
    UNetSizes sizes =
        new UNetSizes(Shape.of(32, 32, 3), 128, List.of(1, 2, 2, 2), blocks, Set.of(16));
    UNet network =
        switch (name) {
          case "DDPM" ->
              new UNet(sizes, BlockStyle.ddpm(0.1), Pyramids.NONE, TimeInput.positional(), true);
          case "NCSN++" ->
              new UNet(
                  sizes,
                  BlockStyle.ncsnPlusPlus(0.1),
                  new Pyramids(Pyramids.Output.NONE, Pyramids.Input.RESIDUAL, Pyramids.Joining.SUM),
                  TimeInput.deviation(),
                  false);
          default ->
              new UNet(
                  sizes, BlockStyle.ddpmPlusPlus(0.1), Pyramids.NONE, TimeInput.positional(), true);
        };
    assertThat(network.parameters().stream().mapToLong(p -> p.shape().size()).sum())
        .isEqualTo(parameters);
  }

  private static UNetSizes sizes(int side, List<Integer> multipliers, Set<Integer> attention) {
    return new UNetSizes(Shape.of(side, side, 1), 8, multipliers, 1, attention);
  }
}
