package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.NearestNeighbours.Neighbour;

class NearestNeighboursTest {
  private static final int LENGTH = 2 * 3;

  @Test
  void findsWhatASearchThroughAllFinds() {
    ByteImages images = images(700);
    HostArray given = images.batch(5, 690, 300);
    given.floats()[0] += 0.01f;

    List<List<Neighbour>> found = NearestNeighbours.of(given, images, 4);

    assertThat(found).hasSize(3);
    for (int i = 0; i < 3; i++) {
      int row = i;
      List<Integer> expected =
          IntStream.range(0, 700)
              .boxed()
              .sorted(Comparator.comparingDouble(index -> distance(given, row, images, index)))
              .limit(4)
              .toList();
      assertThat(found.get(i).stream().map(Neighbour::index).toList()).isEqualTo(expected);
    }
    assertThat(found.get(1).get(0)).isEqualTo(new Neighbour(690, 0));
  }

  @Test
  void findsNoMoreThanThereAre() {
    ByteImages images = images(3);
    assertThat(NearestNeighbours.of(images.batch(0), images, 8).get(0)).hasSize(3);
  }

  @Test
  void refusesImagesOfAnotherSize() {
    HostArray other = HostArray.of(Shape.of(1, 1, 2, 1), 0f, 1f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearestNeighbours.of(other, images(3), 1));
  }

  private static double distance(HostArray given, int row, ByteImages images, int index) {
    HostArray image = images.batch(index);
    double sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      double difference = given.at(row * LENGTH + i) - image.at(i);
      sum += difference * difference;
    }
    return sum;
  }

  private static ByteImages images(int count) {
    byte[] pixels = new byte[count * LENGTH];
    new Random(3).nextBytes(pixels);
    return new ByteImages(Shape.of(count, 2, 3, 1), pixels);
  }
}
