package org.ncsn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class ImageGridTest {
  @TempDir private Path folder;

  @Test
  void laysImagesOutInRowsWithTwoBlackPixelsAroundEach() {
    float[] ones = new float[3 * 4 * 5];
    Arrays.fill(ones, 1f);

    BufferedImage grid = ImageGrid.of(HostArray.of(Shape.of(3, 4, 5, 1), ones), 2);

    assertThat(grid.getWidth()).isEqualTo(2 * (5 + 2) + 2);
    assertThat(grid.getHeight()).isEqualTo(2 * (4 + 2) + 2);
    for (int y = 0; y < grid.getHeight(); y++) {
      for (int x = 0; x < grid.getWidth(); x++) {
        boolean inCell = x % 7 >= 2 && y % 6 >= 2;
        boolean fourth = x > 7 && y > 6;
        assertThat(grid.getRaster().getSample(x, y, 0)).isEqualTo(inCell && !fourth ? 255 : 0);
      }
    }
  }

  @Test
  void keepsToTheImagesThereAre() {
    assertThat(ImageGrid.of(batch(2, 4, 4, 1), 8).getWidth()).isEqualTo(2 * 6 + 2);
  }

  @Test
  void leavesASingleImageWithoutABorder() {
    assertThat(ImageGrid.of(batch(1, 4, 6, 1), 5).getWidth()).isEqualTo(6);
  }

  @Test
  void roundsAndClampsAsTorchvision() {
    float[] values = {-1f, 0.001f, 0.002f, 0.5f, 0.9981f, 7f, Float.NaN, 1f};

    BufferedImage image = ImageGrid.of(HostArray.of(Shape.of(1, 1, 8, 1), values), 1);

    assertThat(image.getRaster().getSamples(0, 0, 8, 1, 0, (int[]) null))
        .containsExactly(0, 0, 1, 128, 255, 255, 0, 255);
  }

  @Test
  void takesColoursInTheOrderRedGreenBlue() {
    BufferedImage image =
        ImageGrid.of(HostArray.of(Shape.of(1, 1, 2, 3), 1f, 0.5f, 0f, 0f, 0f, 1f), 1);

    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff8000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff0000ff);
  }

  @Test
  void enlargesPixelsToSquares() {
    BufferedImage image = ImageGrid.of(HostArray.of(Shape.of(1, 1, 2, 1), 0f, 1f), 1);

    BufferedImage large = ImageGrid.enlarge(image, 3);

    assertThat(large.getWidth()).isEqualTo(6);
    assertThat(large.getHeight()).isEqualTo(3);
    assertThat(large.getRaster().getSamples(0, 2, 6, 1, 0, (int[]) null))
        .containsExactly(0, 0, 0, 255, 255, 255);
  }

  @Test
  void writesPngFilesThatKeepEveryLevel() throws IOException {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = i / 255f;
    }
    Path file = folder.resolve("grid.png");

    ImageGrid.writePng(ImageGrid.of(HostArray.of(Shape.of(1, 16, 16, 1), levels), 1), file);

    int[] read = ImageIO.read(file.toFile()).getRaster().getSamples(0, 0, 16, 16, 0, (int[]) null);
    for (int i = 0; i < levels.length; i++) {
      assertThat(read[i]).isEqualTo(i);
    }
  }

  @Test
  void countsTheColumnsOfASquareGrid() {
    assertThat(ImageGrid.columnsFor(25)).isEqualTo(5);
    assertThat(ImageGrid.columnsFor(26)).isEqualTo(6);
    assertThat(ImageGrid.columnsFor(1)).isEqualTo(1);
  }

  @Test
  void refusesBatchesThatAreNoImages() {
    assertThatThrownBy(() -> ImageGrid.of(batch(2, 4, 4, 2), 2))
        .hasMessage("images have 1 channel (grey) or 3 (colour), not 2");
    assertThatThrownBy(() -> ImageGrid.of(HostArray.of(Shape.of(2), 0f, 0f), 2))
        .hasMessage("a grid of 2 columns cannot hold float32[2]; it takes [N,H,W,C]");
  }

  @Test
  void saysWhenAFileCannotBeWritten() {
    BufferedImage image = ImageGrid.of(batch(1, 4, 4, 1), 1);
    Path file = folder.resolve("missing").resolve("grid.png");

    assertThatThrownBy(() -> ImageGrid.writePng(image, file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  private static HostArray batch(int n, int h, int w, int c) {
    return HostArray.of(Shape.of(n, h, w, c), new float[n * h * w * c]);
  }
}
