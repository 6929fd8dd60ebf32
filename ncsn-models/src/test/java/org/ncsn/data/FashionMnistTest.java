package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class FashionMnistTest {
  @TempDir Path folder;

  @Test
  void readsFilesThatAreThere() throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), idx(3, 28));
    Path raw = Files.createDirectories(folder.resolve("FashionMNIST/raw"));
    Files.write(raw.resolve("t10k-images-idx3-ubyte"), idx(2, 28));

    assertThat(clothes().images(FashionMnist.Split.TRAIN).size()).isEqualTo(3);
    assertThat(clothes().images(FashionMnist.Split.TEST).sampleShape())
        .isEqualTo(Shape.of(28, 28, 1));
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    Path file = Files.write(folder.resolve("train-images-idx3-ubyte"), idx(3, 27));
    assertThatThrownBy(() -> clothes().images(FashionMnist.Split.TRAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "not images of 28x28 pixels");
  }

  @Test
  void readsWhatImagesShow() throws IOException {
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(9, 0, 3));

    Classes kinds = clothes().classes(FashionMnist.Split.TEST);

    assertThat(kinds.count()).isEqualTo(10);
    assertThat(kinds.batch(0, 1, 2)).isEqualTo(HostArray.of(Shape.of(3), new int[] {9, 0, 3}));
  }

  @Test
  void refusesLabelsOfSomethingElse() throws IOException {
    Path file = Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(9, 10));
    assertThatThrownBy(() -> clothes().classes(FashionMnist.Split.TRAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "its label 10 is not one of 0 to 9", "delete it");
    Files.write(file, idx(1, 28));
    assertThatThrownBy(() -> clothes().classes(FashionMnist.Split.TRAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "not one label an image");
  }

  @Test
  void saysWhereToPutWhatCannotBeDownloaded() {
    assertThatThrownBy(() -> clothes().images(FashionMnist.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("t10k-images-idx3-ubyte.gz", folder.toString());
  }

  private FashionMnist clothes() {
    URI nowhere = URI.create("http://localhost:1/");
    return new FashionMnist(folder, new Download(nowhere, (file, done, total) -> {}));
  }

  private static byte[] labels(int... classes) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + classes.length).putInt(0x801).putInt(classes.length);
    for (int each : classes) {
      bytes.put((byte) each);
    }
    return bytes.array();
  }

  private static byte[] idx(int count, int side) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * side * side);
    return bytes.putInt(0x803).putInt(count).putInt(side).putInt(side).array();
  }
}
