package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.LargestDistance.Pair;
import org.ncsn.data.LargestDistance.Watch;
import org.ncsn.golden.Golden;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;

class LargestDistanceTest {
  private static final Map<String, HostArray> SETS =
      Golden.npz("ncsnv2_schedule", "sigma_from_data.npz");

  @ParameterizedTest
  @ValueSource(strings = {"plane", "vectors", "images"})
  void isThePaperSSigmaOfData(String set) {
    HostArray points = SETS.get(set + ".points");
    HostArray pair = SETS.get(set + ".pair");
    for (Backend backend : TestBackends.all()) {
      Pair found = search(Dataset.of(points), backend);

      assertThat(List.of(found.first(), found.second()))
          .isEqualTo(List.of((int) pair.at(0), (int) pair.at(1)));
      assertClose(found.distance(), SETS.get(set + ".sigma_begin").scalar());
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("org.ncsn.TestBackends#engines")
  void ofAllPairsOfTheBundledDigitsIsMnistS(Backend engine) {
    Map<String, HostArray> mnist = Golden.npz("ncsnv2_schedule", "sigma_from_mnist.npz");

    Pair found = search(MnistSample.images(), engine);

    assertThat(found.first()).isEqualTo((int) mnist.get("test.pair").at(0));
    assertThat(found.second()).isEqualTo((int) mnist.get("test.pair").at(1));
    assertClose(found.distance() * found.distance() * 255 * 255, mnist.get("test.squared").at(0));
  }

  /** All distances are equal but for what {@code float32} cannot tell apart in a sum. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("org.ncsn.TestBackends#all")
  void isNotLostToTheRoundingOfTheBlocks(Backend backend) {
    int count = 64;
    float[] points = new float[count * count];
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      points[i * count + i] = 1 + random.nextInt(16) * Math.ulp(1f);
    }
    // The third and the last are the farthest apart.
    points[2 * count + 2] = 1 + 17 * Math.ulp(1f);
    points[count * count - 1] = 1 + 16 * Math.ulp(1f);

    Pair found = search(Dataset.of(HostArray.of(Shape.of(count, count), points)), backend);

    assertThat(List.of(found.first(), found.second())).isEqualTo(List.of(2, count - 1));
  }

  /** So few are in question that they are compared one by one. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("org.ncsn.TestBackends#all")
  void isNotLostAmongAFewThatLookTheSame(Backend backend) {
    int count = 64;
    float[] points = new float[count * count];
    for (int i = 0; i < count; i++) {
      points[i * count + i] = i < 4 ? 1 + (i % 3) * Math.ulp(1f) : 0.5f;
    }

    Pair found = search(Dataset.of(HostArray.of(Shape.of(count, count), points)), backend);

    assertThat(List.of(found.first(), found.second())).isEqualTo(List.of(1, 2));
  }

  @Test
  void isFoundInBlocksThatAreNotFull() {
    float[] points = NoiseSource.seeded(1).uniform(DType.FLOAT32, Shape.of(2050, 1)).floats();
    points[2049] = 1.5f;
    points[17] = -0.25f;

    Pair found =
        search(Dataset.of(HostArray.of(Shape.of(2050, 1), points)), TestBackends.engine("djl"));

    assertThat(found).isEqualTo(new Pair(17, 2049, 1.75));
  }

  @Test
  void ofImagesThatAreAllTheSameIsNothing() {
    float[] grey = new float[300 * 4];
    Arrays.fill(grey, 0.1f);

    assertThat(search(Dataset.of(HostArray.of(Shape.of(300, 4), grey)), TestBackends.reference()))
        .isEqualTo(new Pair(0, 299, 0));
  }

  @Test
  void isThatOfTheImagesAsTheNetworkIsGivenThem() {
    Dataset images = new ByteImages(Shape.of(3, 1, 1, 1), new byte[] {0, 51, (byte) 255});

    assertThat(new Preparation(true, PixelRange.UNIT).mapped(images).precisely(1).scalar())
        .isEqualTo(0.2);
    double logit = Math.log(1 - 1e-6) - Math.log(1e-6);
    assertThat(
            search(new Preparation(true, PixelRange.LOGIT).mapped(images), TestBackends.reference())
                .distance())
        .isCloseTo(2 * logit, within(1e-9 * logit));
  }

  @Test
  void ofSomeImagesIsTheOneAmongThem() {
    Dataset digits = MnistSample.images();
    Selection some = Selection.of(digits, 200, NoiseSource.seeded(7));

    Pair found = search(some, TestBackends.engine("djl"));

    assertThat(some.size()).isEqualTo(200);
    assertThat(some.indexInAll(found.first())).isGreaterThan(found.first());
    assertThat(found.distance()).isLessThan(16.07);
    assertThat(Selection.of(digits, 20_000, NoiseSource.seeded(7)).size()).isEqualTo(10_000);
    assertThat(LargestDistance.usualSample(60_000)).isEqualTo(60_000);
    assertThat(LargestDistance.usualSample(60_001)).isEqualTo(10_000);
  }

  @Test
  void tellsHowFarItIsAndEndsWhereItIsTold() {
    Dataset points = Dataset.of(SETS.get("plane.points"));
    List<Long> told = new ArrayList<>();
    Watch watch =
        (done, all) -> {
          assertThat(all).isEqualTo(40 * 39 / 2);
          told.add(done);
          return true;
        };

    LargestDistance.of(points, TestBackends.reference(), watch);

    assertThat(told).isSorted().startsWith(0L).endsWith(780L);
    assertThat(LargestDistance.of(points, TestBackends.reference(), (done, all) -> done == 0))
        .isEmpty();
    assertThat(LargestDistance.of(points, TestBackends.reference(), (done, all) -> false))
        .isEmpty();
  }

  @Test
  void isBetweenTwo() {
    Dataset one = Dataset.of(HostArray.of(Shape.of(1, 2), 0f, 1f));

    assertThatThrownBy(() -> search(one, TestBackends.reference()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 1");
  }

  private static Pair search(Dataset samples, Backend backend) {
    return LargestDistance.of(samples, backend, Watch.NONE).orElseThrow();
  }

  private static void assertClose(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-9 * expected));
  }
}
