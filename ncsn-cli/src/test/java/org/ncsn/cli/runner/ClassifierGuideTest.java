package org.ncsn.cli.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.error.UserError;
import org.ncsn.nn.Conditioning;

/** Which classifiers lead which samples. */
class ClassifierGuideTest {
  private static final TestConfig CLASSIFIER =
      TestConfig.images("DIGITS", 8)
          .with("runner", "NoisyClassifierRunner")
          .with("data.rescaled", true)
          .with("classifier.blocks", 1)
          .with("classifier.widen", 1);

  private static final TestConfig SAMPLED =
      TestConfig.images("DIGITS", 8)
          .with("runner", "SdeRunner")
          .with("data.rescaled", true)
          .with("unet.nf", 4)
          .with("unet.ch_mult", "[1, 2]")
          .with("unet.attn_resolutions", "[4]");

  private static SdeRunner led(TestConfig classifier) {
    return new SdeRunner().ledBy(ClassifierGuide.of("digits", classifier.read()));
  }

  @Test
  void leadToTheClassesThatTheyKnow() {
    SdeRunner runner = led(CLASSIFIER);
    assertThat(runner.followed(SAMPLED.read()).classes())
        .contains(new Conditioning.Classes(10, false));
    assertThat(runner.classes(SAMPLED.with("sampler.only_class", 3).read()).orElseThrow().of(0, 2))
        .isEqualTo(HostArray.of(Shape.of(2), 3, 3));
    assertThatThrownBy(() -> runner.classes(SAMPLED.with("sampler.only_class", 10).read()))
        .isInstanceOf(UserError.class)
        .hasMessage("sampler.only_class (--class): classes are numbered 0 to 9, found 10");
  }

  @ParameterizedTest
  @CsvSource({
    "sde.beta_max,    10,    another noise process (sde)",
    "data.rescaled,   false, 'images of another size, number of channels or range of pixels (data)'",
    "data.image_size, 12,    'images of another size, number of channels or range of pixels (data)'"
  })
  void leadNothingElseThanTheyHaveSeen(String key, String value, String other) {
    SdeRunner runner = led(CLASSIFIER.with(key, value));
    assertThatThrownBy(() -> runner.followed(SAMPLED.read()))
        .isInstanceOf(UserError.class)
        .hasMessage("--classifier: digits was trained on " + other + "; choose one of the same");
  }
}
