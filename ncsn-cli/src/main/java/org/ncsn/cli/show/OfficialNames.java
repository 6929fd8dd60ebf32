package org.ncsn.cli.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.format.Npy;
import org.ncsn.format.TorchFile;
import org.ncsn.io.FileErrors;
import org.ncsn.memory.JavaHeap;

/**
 * A test whose results also stand under the names that the second paper's program gives them:
 * {@code image_grid_<step>.png}, and {@code samples_<step>.pth} or {@code completion_<step>.pth}
 * with the images in PyTorch's order of axes, clamped to [0,1]; and what was completed as {@code
 * refer_image.pth} and, as often as it was, {@code refer_image.png}. Where every state is written
 * under such names, the last of them is the result.
 *
 * @param shown the test
 * @param step of the checkpoint
 */
public record OfficialNames(TestMode shown, long step) implements TestMode {
  @Override
  public String result() {
    return shown.result();
  }

  @Override
  public void check(Experiment experiment) {
    shown.check(experiment);
  }

  @Override
  public void show(TestRun run) {
    shown.show(run);
    Path array = run.folder().resolve(shown.result() + ".npy");
    Path grid = run.folder().resolve(shown.result() + ".png");
    if (Files.exists(array) && shown instanceof Inpainting inpainting) {
      GivenImages references = inpainting.references(run);
      TorchFile.write(run.folder().resolve("refer_image.pth"), torch(references.whole()));
      HostArray each = references.repeated(references.whole(), 0, references.count());
      ImageGrid.writePng(
          ImageGrid.of(each, references.each()), run.folder().resolve("refer_image.png"));
    }
    if (Files.exists(array) // and not what Ctrl-C left
        && !EveryState.isWanted(run.experiment().config().sampling())) {
      copy(grid, grid(run.folder(), step));
      JavaHeap.require("the images as a PyTorch tensor", 3 * array.toFile().length());
      TorchFile.write(tensor(run.folder(), shown.result(), step), torch(Npy.read(array)));
    }
  }

  /**
   * Writes images as a picture and as a tensor.
   *
   * @param result what they are called here
   * @param number that they are known by
   * @param images {@code [N,H,W,C]}
   * @param columns images in a row of the picture
   */
  static void write(Path folder, String result, long number, HostArray images, int columns) {
    ImageGrid.writePng(ImageGrid.of(images, columns), grid(folder, number));
    TorchFile.write(tensor(folder, result, number), torch(images));
  }

  private static Path grid(Path folder, long number) {
    return folder.resolve("image_grid_" + number + ".png");
  }

  private static Path tensor(Path folder, String result, long number) {
    String name = result.equals(Inpainting.RESULT) ? "completion_" : "samples_";
    return folder.resolve(name + number + ".pth");
  }

  private static HostArray torch(HostArray images) {
    float[] clamped = images.floats().clone();
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.min(1, Math.max(0, clamped[i]));
    }
    return HostArray.of(images.shape(), clamped).transpose(0, 3, 1, 2);
  }

  private static void copy(Path file, Path target) {
    try {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(target, e);
    }
  }
}
