package org.ncsn.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.data.Classes;
import org.ncsn.data.Dataset;
import org.ncsn.loss.Classification;
import org.ncsn.nn.HostWeights;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.training.Fit;
import org.ncsn.training.Recipe;

class ConvClassifierTest {
  private static final Shape IMAGE = Shape.of(4, 8, 3);
  private static final int STEPS = 60;

  static List<Backend> engines() {
    return TestBackends.engines();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("engines")
  void learnsToTellLeftFromRight(Backend backend) {
    ConvClassifier network = new ConvClassifier(IMAGE, 2, 2);
    Recipe recipe = Recipe.of(Classification.training(network), Adam.of(0.01), MovingAverage.NONE);

    HostWeights weights = new Fit(recipe, sides(40), 20, 1).run(backend, STEPS);

    Recognition recognition = new Recognition(backend, network, weights);
    // A batch of 7 leaves a rest of 2.
    assertThat(recognition.confusion(sides(30), 7, done -> {}).accuracy()).isEqualTo(1);
  }

  /** Noise that is brighter in one half. */
  private static Dataset sides(int count) {
    HostArray images = NoiseSource.seeded(count).uniform(DType.FLOAT32, IMAGE.times(count));
    int[] right = IntStream.range(0, count).map(i -> i % 2).toArray();
    int width = IMAGE.extent(1);
    for (int i = 0; i < images.floats().length; i++) {
      int x = i / IMAGE.extent(2) % width;
      boolean bright = (x >= width / 2) == (right[i / IMAGE.intSize()] == 1);
      images.floats()[i] = 0.5f * images.floats()[i] + (bright ? 0.5f : 0);
    }
    return Dataset.of(images).with(Classes.of(2, right));
  }

  @Test
  void refusesImagesThatCannotBeHalvedTwice() {
    assertThatThrownBy(() -> new ConvClassifier(Shape.of(8, 6, 1), 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("divisible by 4", "[8,6,1]");
  }

  @Test
  void refusesToRecogniseWhatHasNoClasses() {
    ConvClassifier network = new ConvClassifier(IMAGE, 2, 2);
    HostWeights weights = HostWeights.initial(network, NoiseSource.seeded(1));
    Recognition recognition = new Recognition(TestBackends.reference(), network, weights);
    Dataset images = Dataset.of(HostArray.zeros(new TensorType(DType.FLOAT32, IMAGE.times(2))));

    assertThat(recognition.of(images, 5, done -> {})).hasSize(2);
    assertThatThrownBy(() -> recognition.confusion(images, 5, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recognition: the samples have no classes");
  }

  @Test
  void leavesImagesOfItsSizeAsTheyAre() {
    HostArray images = NoiseSource.seeded(1).uniform(DType.FLOAT64, IMAGE.times(2));
    assertThat(new ConvClassifier(IMAGE, 2, 2).prepare(images)).isSameAs(images);
  }

  @Test
  void makesImagesGreyByWhatTheirColoursWeigh() {
    ConvClassifier grey = new ConvClassifier(Shape.of(4, 4, 1), 2, 2);
    HostArray colours = HostArray.zeros(new TensorType(DType.FLOAT32, Shape.of(3, 4, 4, 3)));
    for (int i = 0; i < 16; i++) {
      for (int colour = 0; colour < 3; colour++) {
        colours.floats()[(colour * 16 + i) * 3 + colour] = 1;
      }
    }

    HostArray prepared = grey.prepare(colours);

    assertThat(prepared.type()).isEqualTo(new TensorType(DType.FLOAT32, Shape.of(3, 4, 4, 1)));
    // ITU-R 601: 0.299 red, 0.587 green and 0.114 blue, as 8 bits.
    assertThat(prepared.floats()[0]).isEqualTo(76 / 255f);
    assertThat(prepared.floats()[16]).isEqualTo(150 / 255f);
    assertThat(prepared.floats()[32]).isEqualTo(29 / 255f);
  }

  @Test
  void bringsImagesToItsSizeAndColour() {
    HostArray large = HostArray.zeros(new TensorType(DType.FLOAT64, Shape.of(1, 12, 20, 1)));
    for (int i = 0; i < 120; i++) { // the upper half
      large.doubles()[i] = 7; // beyond white
    }

    HostArray prepared = new ConvClassifier(Shape.of(4, 4, 3), 2, 2).prepare(large);

    assertThat(prepared.type()).isEqualTo(new TensorType(DType.FLOAT64, Shape.of(1, 4, 4, 3)));
    assertThat(prepared.doubles()[0]).isEqualTo(1);
    assertThat(prepared.doubles()[47]).isZero();
  }

  @Test
  void refusesWhatIsNoBatchOfImages() {
    ConvClassifier network = new ConvClassifier(IMAGE, 2, 2);
    HostArray single = HostArray.zeros(new TensorType(DType.FLOAT32, IMAGE));
    assertThatThrownBy(() -> network.prepare(single))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classifier: images are floating [n,H,W,C], found float32[4,8,3]");
  }
}
