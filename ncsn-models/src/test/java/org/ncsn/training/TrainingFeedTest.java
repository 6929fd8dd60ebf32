package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.classifier.ConvClassifier;
import org.ncsn.data.Batches.Position;
import org.ncsn.data.Classes;
import org.ncsn.data.Dataset;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Preparation;
import org.ncsn.error.UserError;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Classification;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.training.TrainingFeed.Portion;

class TrainingFeedTest {
  private static final int IMAGES = 10;
  private static final int BATCH = 3;

  /** Three batches of three make an epoch; the tenth image waits for another one. */
  private static final int STEPS_OF_EPOCH = 3;

  @Test
  void feedsAStepTheSameWhateverCameBefore() {
    TrainingFeed inOrder = feed(1);
    List<Portion> portions = IntStream.range(0, 20).mapToObj(inOrder::at).toList();

    TrainingFeed resumed = feed(1);
    for (int step : new int[] {7, 19, 0, 8, 7}) {
      assertThat(resumed.at(step)).isEqualTo(portions.get(step));
    }
  }

  @Test
  void showsNoImageTwiceInAnEpochAndOrdersEveryEpochAnew() {
    TrainingFeed feed = feed(1);
    List<List<Integer>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int step = 0; step < STEPS_OF_EPOCH; step++) {
        seen.addAll(numbers(feed.at(epoch * STEPS_OF_EPOCH + step)));
      }
      epochs.add(seen);
    }

    assertThat(epochs).allSatisfy(seen -> assertThat(seen).doesNotHaveDuplicates().hasSize(9));
    assertThat(epochs).doesNotHaveDuplicates();
  }

  @Test
  void drawsNewNoiseForEveryStepAndSeed() {
    TrainingFeed feed = feed(1);

    assertThat(feed.at(0).draws()).isNotEqualTo(feed.at(1).draws());
    assertThat(feed.at(0).draws()).isNotEqualTo(feed(2).at(0).draws());
    assertThat(feed.at(0).batch()).isNotEqualTo(feed.at(STEPS_OF_EPOCH).batch());
  }

  @Test
  void drawsWhatTheLossAsksForInTheShapeOfTheBatch() {
    Portion portion = feed(1).at(0);

    assertThat(portion.batch().shape()).isEqualTo(Shape.of(BATCH, 2, 2, 1));
    assertThat(portion.draws())
        .extracting(HostArray::shape)
        .containsExactly(Shape.of(BATCH), Shape.of(BATCH, 2, 2, 1));
  }

  @Test
  void tellsAnObjectiveThatAsksTheClassesOfTheVeryImages() {
    int[] classes = IntStream.range(0, IMAGES).toArray();
    TrainingFeed feed = feed(new Numbered().with(Classes.of(IMAGES, classes)), classifier());

    for (int step = 0; step < 2 * STEPS_OF_EPOCH; step++) {
      Portion portion = feed.at(step);
      List<HostArray> told = portion.draws();
      assertThat(told.get(told.size() - 1).ints())
          .containsExactly(numbers(portion).stream().mapToInt(Integer::intValue).toArray());
    }
  }

  @Test
  void refusesDataWithoutTheClassesThatAnObjectiveAsksFor() {
    assertThatThrownBy(() -> feed(new Numbered(), classifier()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("asks for one of 10 classes, the data set has none");
    Dataset others = new Numbered().with(Classes.of(3, new int[IMAGES]));
    assertThatThrownBy(() -> feed(others, classifier()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("asks for one of 10 classes, the data set has 3");
  }

  private static TrainingFeed feed(Dataset images, Objective objective) {
    Preparation pixels = new Preparation(false, PixelRange.UNIT);
    return new TrainingFeed(images, BATCH, pixels, objective, NoiseSource.seeded(1));
  }

  private static Objective classifier() {
    return Classification.training(new ConvClassifier(Shape.of(4, 4, 1), 2, IMAGES));
  }

  @Test
  void tellsWhereInTheDataAStepBegins() {
    assertThat(feed(1).position(0)).isEqualTo(new Position(0, 0));
    assertThat(feed(1).position(2)).isEqualTo(new Position(0, 6));
    assertThat(feed(1).position(3)).isEqualTo(new Position(1, 0));
    assertThat(feed(1).position(3_000_000_000_001L)).isEqualTo(new Position(1_000_000_000_000L, 3));
  }

  @Test
  void refusesABatchLargerThanTheDataSet() {
    assertThatThrownBy(() -> feed(IMAGES + 1, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10 images, fewer than the batch size of 11");
  }

  private static TrainingFeed feed(long seed) {
    return feed(BATCH, seed);
  }

  private static TrainingFeed feed(int batch, long seed) {
    return new TrainingFeed(
        new Numbered(),
        batch,
        new Preparation(true, PixelRange.UNIT),
        ScoreMatching.training(
            new RefineNet(1, 2, true, ConditionalInstanceNormPlus.forLevels(4)),
            new AnnealedDenoising(NoiseLevels.geometric(1, 0.1, 4), 2)),
        NoiseSource.seeded(seed));
  }

  /** Which images a batch shows: an image's pixels hold its number, dequantized. */
  private static List<Integer> numbers(Portion portion) {
    List<Integer> numbers = new ArrayList<>();
    float[] pixels = portion.batch().floats();
    for (int i = 0; i < pixels.length; i += 4) {
      numbers.add((int) (pixels[i] * 256));
    }
    return numbers;
  }

  private static final class Numbered implements Dataset {
    @Override
    public int size() {
      return IMAGES;
    }

    @Override
    public Shape sampleShape() {
      return Shape.of(2, 2, 1);
    }

    @Override
    public HostArray batch(int... indices) {
      float[] pixels = new float[4 * indices.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = indices[i / 4] / 255f;
      }
      return HostArray.of(Shape.of(indices.length, 2, 2, 1), pixels);
    }
  }
}
