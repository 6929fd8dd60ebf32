package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.error.UserError;
import org.ncsn.random.NoiseSource;

class BatchesTest {
  private final Batches batches = new Batches(10, 3, NoiseSource.seeded(1));

  @Test
  void visitsEveryImageAtMostOnceAnEpoch() {
    for (int epoch = 0; epoch < 5; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        IntStream.of(batches.next()).forEach(seen::add);
      }
      assertThat(seen).hasSize(9).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < 10);
      assertThat(batches.position()).isEqualTo(new Batches.Position(epoch, 9));
    }
  }

  @Test
  void ordersEveryEpochAnew() {
    int[] first = new Batches(1000, 1000, NoiseSource.seeded(1)).next();
    Batches later = new Batches(1000, 1000, NoiseSource.seeded(1));
    assertThat(later.next()).isEqualTo(first).isNotEqualTo(later.next());
    assertThat(new Batches(1000, 1000, NoiseSource.seeded(2)).next()).isNotEqualTo(first);
  }

  @Test
  void goesOnFromAnyPosition() {
    List<Batches.Position> positions = new ArrayList<>();
    List<int[]> following = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      positions.add(batches.position());
      following.add(batches.next());
    }
    Batches resumed = new Batches(10, 3, NoiseSource.seeded(1));
    for (int i : new int[] {7, 2, 3, 0, 5}) {
      resumed.seek(positions.get(i));
      assertThat(resumed.next()).isEqualTo(following.get(i));
    }
  }

  @Test
  void leavesTheNoiseSourceAlone() {
    NoiseSource noise = NoiseSource.seeded(3);
    NoiseSource.State before = noise.state();
    new Batches(10, 3, noise).next();
    assertThat(noise.state()).isEqualTo(before);
  }

  @Test
  void refusesMoreImagesInABatchThanThereAre() {
    assertThatThrownBy(() -> new Batches(10, 11, NoiseSource.seeded(1)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the data set has 10 images, fewer than the batch size of 11;"
                + " choose a smaller batch size");
    assertThatThrownBy(() -> new Batches(10, 0, NoiseSource.seeded(1)))
        .isInstanceOf(UserError.class);
  }

  @Test
  void refusesAPositionOfAnotherDataSet() {
    assertThatThrownBy(() -> batches.seek(new Batches.Position(0, 11)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no position in a data set of 10 images");
  }
}
