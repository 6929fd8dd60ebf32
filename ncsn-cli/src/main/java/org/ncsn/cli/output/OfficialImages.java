package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ncsn.array.HostArray;
import org.ncsn.data.Dataset;
import org.ncsn.format.TorchFile;
import org.ncsn.io.FileErrors;

/**
 * Images in the files that the second paper's program writes: a picture {@code
 * image_grid_<number>.png}, and a tensor of PyTorch.
 */
public final class OfficialImages {
  /** What its tensors of samples are called. */
  public static final String SAMPLES = "samples";

  /** So many images are in a picture at most. */
  private static final int SHOWN = 400;

  private OfficialImages() {}

  /**
   * Creates or replaces both.
   *
   * @param folder is created if it is missing
   * @param name of the tensor, before its number
   * @param number that the images are known by
   * @param images {@code [N,H,W,C]} in the space of pixels
   * @param columns images in a row of the picture
   * @throws org.ncsn.error.UserError if they cannot be written
   */
  public static void write(Path folder, String name, long number, HostArray images, int columns) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(folder, e);
    }
    HostArray seen = images.slice(0, Math.min(SHOWN, images.shape().extent(0)));
    ImageGrid.writePng(
        ImageGrid.of(seen, columns), folder.resolve("image_grid_" + number + ".png"));
    writeTensor(folder.resolve(name + "_" + number + ".pth"), images);
  }

  /**
   * Creates or replaces a picture of each image, {@code <name>_<i>.png} numbered from 0.
   *
   * @param folder which exists
   * @param images {@code [H,W,C]} in the space of pixels
   * @throws org.ncsn.error.UserError if they cannot be written
   */
  public static void writeEach(Path folder, String name, Dataset images, Console console) {
    try (Progress progress = Progress.of("pictures", images.size(), 0, console)) {
      for (int i = 0; i < images.size(); i++) {
        ImageGrid.writePng(
            ImageGrid.of(images.batch(i), 1), folder.resolve(name + "_" + i + ".png"));
        progress.step(i + 1L, "");
      }
    }
  }

  /** Creates or replaces a tensor {@code [N,C,H,W]} of images, clamped to [0,1]. */
  public static void writeTensor(Path file, HostArray images) {
    float[] clamped = images.floats().clone();
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.min(1, Math.max(0, clamped[i]));
    }
    TorchFile.write(file, HostArray.of(images.shape(), clamped).transpose(0, 3, 1, 2));
  }
}
