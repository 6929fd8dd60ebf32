package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class MnistTest {
  private static final String NAME = "t10k-images-idx3-ubyte";

  @TempDir Path folder;
  private byte[] gzipped;
  private Mnist mnist;

  @BeforeEach
  void findTheBundledFile() throws IOException {
    try (InputStream in = MnistSample.class.getResourceAsStream("mnist/" + NAME + ".gz")) {
      gzipped = in.readAllBytes();
    }
    Download impossible =
        new Download(URI.create("http://localhost:1/"), (file, done, total) -> {});
    mnist = new Mnist(folder, impossible);
  }

  @Test
  void readsTheGzippedFileAlsoWhenItWasCompressedAnew() throws IOException {
    Files.write(folder.resolve(NAME + ".gz"), gzipped);
    assertThat(mnist.images(Mnist.Split.TEST).sampleShape()).isEqualTo(Shape.of(28, 28, 1));
  }

  @Test
  void readsTheFileThatIsNotCompressed() throws IOException {
    Files.write(folder.resolve(NAME), uncompressed());
    assertThat(mnist.images(Mnist.Split.TEST).size()).isEqualTo(10_000);
  }

  @Test
  void findsTheFileWhereTorchvisionPutsIt() throws IOException {
    Path raw = Files.createDirectories(folder.resolve("MNIST/raw"));
    Files.write(raw.resolve(NAME + ".gz"), gzipped);
    assertThat(mnist.images(Mnist.Split.TEST).size()).isEqualTo(10_000);
  }

  @Test
  void refusesAFileThatIsNotThePublishedOne() throws IOException {
    byte[] changed = uncompressed();
    changed[100_000] ^= 1;
    Path file = Files.write(folder.resolve(NAME), changed);
    assertThatThrownBy(() -> mnist.images(Mnist.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%s is not the published MNIST file: its content has MD5 %s, expected"
                + " 2646ac647ad5339dbf082846283269ea; delete it and run again to download it",
            file, Checksums.md5(file));
  }

  @Test
  void knowsTheDigitsOfTheImages() throws IOException {
    String labels = "t10k-labels-idx1-ubyte.gz";
    try (InputStream in = MnistSample.class.getResourceAsStream("mnist/" + labels)) {
      Files.write(folder.resolve(labels), in.readAllBytes());
    }

    Classes digits = mnist.classes(Mnist.Split.TEST);

    assertThat(digits.count()).isEqualTo(10);
    assertThat(digits.batch(0, 1, 2, 9_999))
        .isEqualTo(HostArray.of(Shape.of(4), new int[] {7, 2, 1, 6}));
    assertThat(MnistSample.classes().batch(0, 9_999))
        .isEqualTo(HostArray.of(Shape.of(2), new int[] {7, 6}));
  }

  @Test
  void refusesOtherLabels() throws IOException {
    ByteBuffer labels = ByteBuffer.allocate(10).putInt(0x0801).putInt(2);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
    assertThatThrownBy(() -> mnist.classes(Mnist.Split.TRAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("train-labels-idx1-ubyte is not the published MNIST file");
  }

  @Test
  void saysWhichFileToPutWhereIfItCannotBeDownloaded() {
    assertThatThrownBy(() -> mnist.images(Mnist.Split.TRAIN))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot download http://localhost:1/train-images-idx3-ubyte.gz: localhost cannot be"
                + " reached; put the file train-images-idx3-ubyte.gz into "
                + folder
                + " by hand, or run again when the network allows");
  }

  private byte[] uncompressed() throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return in.readAllBytes();
    }
  }
}
