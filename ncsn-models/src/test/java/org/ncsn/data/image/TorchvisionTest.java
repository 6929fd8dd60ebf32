package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.Npz;

/** Pictures come out as torchvision's transforms make them, byte for byte. */
class TorchvisionTest {
  private static final int SIDE = 16;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "down",
        "down_grey",
        "up",
        "up_grey",
        "mixed",
        "thin",
        "pixel",
        "slightly",
        "same_width",
        "white"
      })
  void resizesToTheSameBytes(String name) {
    Picture expected = picture("resize.npz", name + "_out");

    assertSame(
        Resize.to(picture("resize.npz", name + "_in"), expected.height(), expected.width()),
        expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shorter_wide", "shorter_tall", "shorter_up"})
  void fitsTheShorterSideAndCropsTheLongerOne(String name) {
    assertSame(
        Framing.shorterSide(SIDE).apply(picture("framing.npz", name + "_in")),
        picture("framing.npz", name + "_out"));
  }

  @Test
  void cropsBeforeResizing() {
    assertSame(
        Framing.croppedFirst(35, SIDE).apply(picture("framing.npz", "cropped_odd_in")),
        picture("framing.npz", "cropped_odd_out"));
    assertSame(
        Framing.croppedFirst(40, SIDE).apply(picture("framing.npz", "cropped_even_in")),
        picture("framing.npz", "cropped_even_out"));
  }

  @Test
  void takesTheSameBrightness() {
    assertSame(
        picture("framing.npz", "grey_in").withChannels(1), picture("framing.npz", "grey_out"));
  }

  @Test
  void makesColourOfGreyByEqualChannels() {
    Picture grey = new Picture(1, 2, 1, new byte[] {3, -1});

    assertSame(grey.withChannels(3), new Picture(1, 2, 3, new byte[] {3, 3, 3, -1, -1, -1}));
  }

  @Test
  void computesNoMoreOfAVeryLongPictureThanItKeeps() {
    Picture thread = new Picture(1, 1 << 22, 1, new byte[1 << 22]);

    // All of it, resized, would have 2^44 pixels.
    assertThat(Framing.shorterSide(2048).apply(thread).width()).isEqualTo(2048);
  }

  @Test
  void refusesAPictureSmallerThanItsCrop() {
    Picture small = new Picture(20, 139, 1, new byte[20 * 139]);

    assertThatThrownBy(() -> Framing.croppedFirst(140, SIDE).apply(small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("139 x 20 pixels are too few for its middle 140 x 140");
  }

  private static void assertSame(Picture actual, Picture expected) {
    assertThat(shape(actual)).isEqualTo(shape(expected));
    assertThat(actual.pixels()).isEqualTo(expected.pixels());
  }

  private static Shape shape(Picture picture) {
    return Shape.of(picture.height(), picture.width(), picture.channels());
  }

  private static Picture picture(String file, String name) {
    try (Npz npz = Npz.open(Path.of(TorchvisionTest.class.getResource(file).toURI()))) {
      HostArray array = npz.get(name);
      byte[] pixels = new byte[array.shape().intSize()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) array.ints()[i];
      }
      Shape shape = array.shape();
      return new Picture(shape.extent(0), shape.extent(1), shape.extent(2), pixels);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
