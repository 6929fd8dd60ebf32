package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.NearestNeighbours.Neighbour;
import org.ncsn.golden.Golden;

/** Statistics, distances and scores are those of the published code. */
class GoldenDistancesTest {
  private static final String CASE = "ncsnv2_evaluation";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regular",
        "steep",
        "few",
        "one_few",
        "constant",
        "low_rank",
        "same",
        "shifted",
        "rectified",
        "single"
      })
  void hasThePublishedMeanAndCovariance(String pair) {
    Map<String, HostArray> file = Golden.npz(CASE, "frechet.npz");
    FeatureStatistics found = FeatureStatistics.of(file.get(pair + ".one"));
    assertClose("mean", found.mean(), file.get(pair + ".mu"), 1e-12);
    assertClose("covariance", found.covariance(), file.get(pair + ".sigma"), 1e-12);
  }

  /** Relative to the traces, as the reference data have it. */
  @ParameterizedTest
  @CsvSource({
    "regular, 1e-9", "steep, 1e-9", "few, 1e-6", "one_few, 1e-6", "constant, 1e-6",
    "low_rank, 1e-6", "same, 1e-9", "shifted, 1e-9", "rectified, 1e-9", "single, 1e-9"
  })
  void findsThePublishedFrechetDistance(String pair, double tolerance) {
    Map<String, HostArray> file = Golden.npz(CASE, "frechet.npz");
    HostArray one = file.get(pair + ".one");
    HostArray two = file.get(pair + ".two");
    FeatureStatistics first = FeatureStatistics.of(one);
    FeatureStatistics second = FeatureStatistics.of(two);
    double expected = file.get(pair + ".distance").scalar();
    double traces = trace(first) + trace(second);

    assertThat(FrechetDistance.between(first, second))
        .isCloseTo(expected, within(tolerance * traces));
    assertThat(FrechetDistance.between(second, first))
        .isCloseTo(expected, within(tolerance * traces));
  }

  @ParameterizedTest
  @ValueSource(strings = {"few", "one_few"})
  void isExactOfFewFeaturesInMemory(String pair) {
    Map<String, HostArray> file = Golden.npz(CASE, "frechet.npz");
    HostArray one = file.get(pair + ".one");
    HostArray two = file.get(pair + ".two");
    double traces = trace(FeatureStatistics.of(one)) + trace(FeatureStatistics.of(two));
    assertThat(FrechetDistance.between(FeatureSet.of(one), FeatureSet.of(two)))
        .isCloseTo(file.get(pair + ".distance").scalar(), within(1e-12 * traces));
  }

  @Test
  void readsStatisticsThatWereWrittenByNumpy() {
    Path numpys = Golden.copy(CASE, "statistics.npz", folder.resolve("statistics.npz"));
    Map<String, HostArray> other = Golden.npz(CASE, "statistics_other.npz");
    FeatureStatistics published = StatisticsFile.read(numpys, 6).statistics();
    FeatureStatistics ofFeatures = FeatureStatistics.of(other.get("features"));
    assertThat(published.count()).isEmpty();
    assertThat(FrechetDistance.between(published, ofFeatures))
        .isCloseTo(other.get("distance").scalar(), within(1e-9 * trace(ofFeatures)));
  }

  @ParameterizedTest
  @CsvSource({
    "soft, 1",
    "soft, 3",
    "soft, 10",
    "sharp, 1",
    "sharp, 4",
    "flat, 1",
    "flat, 10",
    "zeros, 1",
    "zeros, 7"
  })
  void findsThePublishedInceptionScore(String name, int parts) {
    Map<String, HostArray> file = Golden.npz(CASE, "inception_score.npz");
    InceptionScore.Score score = InceptionScore.ofProbabilities(file.get(name), parts);
    String key = name + "." + parts;
    assertClose("scores", array(score.parts()), file.get(key + ".scores"), 1e-12);
    assertThat(score.mean()).isCloseTo(file.get(key + ".mean").scalar(), within(1e-12));
    assertThat(score.deviation()).isCloseTo(file.get(key + ".std").scalar(), within(1e-12));
  }

  @Test
  void scoresLogitsAsTheirProbabilitiesHoweverTheyAreBatched() {
    Map<String, HostArray> file = Golden.npz(CASE, "inception_score.npz");
    HostArray logits = file.get("logits");
    InceptionScore score = new InceptionScore(103, 10, 12);
    score.addLogits(logits.slice(0, 7));
    score.addLogits(logits.slice(7, 60));
    score.addLogits(logits.slice(60, 103));
    assertThat(score.score()).isEqualTo(InceptionScore.ofLogits(logits, 10));
    assertThat(score.score().mean()).isCloseTo(file.get("soft.10.mean").scalar(), within(1e-12));
  }

  @Test
  void findsThePublishedKernelDistances() {
    Map<String, HostArray> file = Golden.npz(CASE, "kid.npz");
    HostArray one = file.get("one");
    HostArray two = file.get("two");
    KernelDistance kernel = new KernelDistance(InnerProducts.ofJava());

    assertThat(kernel.unbiased(one, two)).isCloseTo(file.get("all").scalar(), within(1e-10));
    assertThat(kernel.biased(one, two)).isCloseTo(file.get("biased").scalar(), within(1e-10));

    KernelDistance.Estimate subsets =
        kernel.ofSubsets(one, two, rows(file.get("subsets_one")), rows(file.get("subsets_two")));
    assertClose("subsets", array(subsets.distances()), file.get("subset_distances"), 1e-10);
    assertThat(subsets.mean()).isCloseTo(file.get("mean").scalar(), within(1e-10));
    assertThat(subsets.deviation()).isCloseTo(file.get("std").scalar(), within(1e-10));
  }

  @Test
  void cutsSetsOfDifferentSizesIntoThePublishedBlocks() {
    Map<String, HostArray> file = Golden.npz(CASE, "kid.npz");
    KernelDistance kernel = new KernelDistance(InnerProducts.ofJava());
    for (int size : List.of(30, 100)) {
      KernelDistance.Estimate blocks = kernel.ofBlocks(file.get("one"), file.get("two"), size);
      String key = "blocks_" + size;
      assertClose("blocks", array(blocks.distances()), file.get(key + ".distances"), 1e-10);
      assertThat(blocks.mean()).isCloseTo(file.get(key + ".mean").scalar(), within(1e-10));
      if (size == 30) {
        assertThat(blocks.error()).isCloseTo(file.get(key + ".error").scalar(), within(1e-10));
      }
    }
  }

  @Test
  void findsThePublishedNeighboursAlsoOfMirroredSamples() {
    Map<String, HostArray> file = Golden.npz(CASE, "neighbours.npz");
    HostArray projection = file.get("projection");
    HostArray samples = file.get("samples");

    List<List<Neighbour>> found =
        FeatureNeighbours.of(
            projected(samples, projection),
            projected(mirrored(samples), projection),
            projected(file.get("data"), projection),
            4);

    for (int i = 0; i < 3; i++) {
      int row = i * 4;
      assertThat(found.get(i).stream().map(Neighbour::index).toList())
          .isEqualTo(
              IntStream.range(row, row + 4)
                  .mapToObj(place -> file.get("indices").ints()[place])
                  .toList());
      for (int j = 0; j < 4; j++) {
        // The features were rounded to float32.
        double expected = file.get("distances").at(row + j);
        assertThat(Math.sqrt(found.get(i).get(j).squaredDistance()))
            .isCloseTo(expected, within(1e-5 * expected + 1e-6));
      }
    }
  }

  private static HostArray mirrored(HostArray images) {
    HostArray mirrored = HostArray.zeros(images.type());
    int width = images.shape().extent(3);
    for (int i = 0; i < mirrored.floats().length; i++) {
      mirrored.floats()[i] = images.floats()[i / width * width + width - 1 - i % width];
    }
    return mirrored;
  }

  private static HostArray projected(HostArray images, HostArray projection) {
    int count = images.shape().extent(0);
    int length = images.shape().intSize() / count;
    int features = projection.shape().extent(0);
    float[] values = new float[count * features];
    for (int i = 0; i < values.length; i++) {
      int image = i / features * length;
      int row = i % features * length;
      values[i] =
          (float)
              IntStream.range(0, length)
                  .mapToDouble(k -> images.at(image + k) * projection.at(row + k))
                  .sum();
    }
    return HostArray.of(Shape.of(count, features), values);
  }

  private static double trace(FeatureStatistics statistics) {
    int features = statistics.features();
    return IntStream.range(0, features)
        .mapToDouble(i -> statistics.covariance().at(i * (features + 1)))
        .sum();
  }

  private static HostArray array(List<Double> numbers) {
    return HostArray.of(
        Shape.of(numbers.size()), numbers.stream().flatMapToDouble(DoubleStream::of).toArray());
  }

  private static List<int[]> rows(HostArray numbers) {
    return IntStream.range(0, numbers.shape().extent(0))
        .mapToObj(row -> numbers.slice(row, row + 1).ints())
        .toList();
  }
}
