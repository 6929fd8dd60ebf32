package org.ncsn.cli.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.data.Dataset;
import org.ncsn.data.MnistSample;
import org.ncsn.error.UserError;

class CompletionTest {
  private static final int WHITE = 0xFF_FF_FF_FF;
  private static final int TRANSPARENT_WHITE = 0x00_FF_FF_FF;
  private static final int BLACK = 0xFF_00_00_00;

  @TempDir Path folder;

  private final Dataset images = MnistSample.images();
  private final int side = images.sampleShape().extent(0);

  @Test
  void knowsWhatIsWhiteInTheMaskAndNotWhatIsBlackOrTransparent() throws IOException {
    BufferedImage mask = mask(WHITE);
    mask.setRGB(1, 0, TRANSPARENT_WHITE);
    mask.setRGB(2, 0, BLACK);
    mask.setRGB(3, 0, 0xA0_FF_FF_FF);
    mask.setRGB(4, 0, 0x60_FF_FF_FF);

    float[] known = completion(file(mask)).repeatedMask(1).floats();

    assertThat(known).hasSize(side * side).startsWith(1, 0, 0, 1, 0, 1).endsWith(1);
  }

  @Test
  void refusesAMaskThatTellsNothingApart() throws IOException {
    assertMistake(mask(WHITE), "is white, so nothing is left to complete");
    assertMistake(mask(TRANSPARENT_WHITE), "is dark or transparent, so nothing is known");
  }

  @Test
  void drawsAsManyCompletionsAsAreShown() {
    Completion three = Completion.of(images, new Inpainting(2, 3, Optional.empty(), folder));
    HostArray four = images.batch(5, 6, 7, 8);

    HostArray grid = three.images().grid(four);

    assertThat(grid.shape().extent(0)).isEqualTo(2 * (1 + 1 + 3));
    assertThat(grid.slice(2, 5)).isEqualTo(images.batch(5, 6, 7));
    assertThat(grid.slice(7, 8)).isEqualTo(images.batch(8));
    assertThat(grid.slice(8, 10)).isEqualTo(HostArray.zeros(grid.slice(8, 10).type()));
  }

  private Completion completion(Path mask) {
    return Completion.of(images, new Inpainting(1, 1, Optional.of(mask), folder));
  }

  private void assertMistake(BufferedImage mask, String message) throws IOException {
    Path file = file(mask);
    assertThatThrownBy(() -> completion(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--mask: all of " + file + " " + message);
  }

  private BufferedImage mask(int argb) {
    BufferedImage mask = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < side * side; i++) {
      mask.setRGB(i % side, i / side, argb);
    }
    return mask;
  }

  private Path file(BufferedImage mask) throws IOException {
    Path file = folder.resolve("mask.png");
    ImageIO.write(mask, "png", file.toFile());
    return file;
  }
}
