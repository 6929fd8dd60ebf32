package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.format.Npy;
import org.ncsn.random.NoiseSource;

class NpyImagesTest {
  @TempDir Path folder;

  @Test
  void givesTheImagesThatAreAskedFor() {
    HostArray all = NoiseSource.seeded(1).normal(DType.FLOAT32, Shape.of(9, 2, 3, 1));
    try (NpyImages images = NpyImages.open(written(all))) {
      Dataset inMemory = Dataset.of(all);
      assertThat(images.size()).isEqualTo(9);
      assertThat(images.sampleShape()).isEqualTo(Shape.of(2, 3, 1));
      assertThat(images.batch(4, 5, 6)).isEqualTo(inMemory.batch(4, 5, 6));
      assertThat(images.batch(8, 0, 1, 3)).isEqualTo(inMemory.batch(8, 0, 1, 3));
      assertThatThrownBy(() -> images.batch(9)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void takesBytesForShares() throws IOException {
    Path file = folder.resolve("bytes.npy");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 3, 1), }\n";
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(new byte[] {(byte) header.length(), 0});
    bytes.write(header.getBytes(StandardCharsets.US_ASCII));
    bytes.write(new byte[] {0, 51, (byte) 255});
    Files.write(file, bytes.toByteArray());
    try (NpyImages images = NpyImages.open(file)) {
      assertThat(images.batch(0)).isEqualTo(HostArray.of(Shape.of(1, 1, 3, 1), 0f, 0.2f, 1f));
    }
  }

  @Test
  void refusesWhatIsNoImages() {
    for (Shape shape :
        new Shape[] {Shape.of(2, 3, 4), Shape.of(2, 3, 4, 4), Shape.of(0, 3, 4, 1)}) {
      Path file = written(HostArray.zeros(new TensorType(DType.FLOAT32, shape)));
      assertThatThrownBy(() -> NpyImages.open(file))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + ": holds float32" + shape + ", not images [N,H,W,C]");
    }
    assertThatThrownBy(() -> NpyImages.open(folder.resolve("none.npy")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not exist");
  }

  private Path written(HostArray array) {
    Path file = folder.resolve("images.npy");
    Npy.write(file, array);
    return file;
  }
}
