package org.ncsn.cli.show;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ncsn.array.HostArray;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.output.OfficialImages;
import org.ncsn.data.NpyImages;
import org.ncsn.format.Npy;
import org.ncsn.memory.JavaHeap;

/**
 * A test whose results also stand under the names that the second paper's program gives them:
 * {@code image_grid_<step>.png}, and {@code samples_<step>.pth} or {@code completion_<step>.pth}
 * with the images in PyTorch's order of axes, clamped to [0,1]; and what was completed as {@code
 * refer_image.pth} and, as often as it was, {@code refer_image.png}. Where every state is written
 * under such names, the last of them is the result; and what is drawn for an evaluation are
 * pictures {@code image_<i>.png}.
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
    if (!Files.exists(array)) { // Ctrl-C left none
      return;
    }
    SamplingConfig sampling = run.experiment().config().sampling();
    if (shown instanceof Inpainting inpainting) {
      writeReferences(run.folder(), inpainting.references(run));
    }
    if (sampling.fid() && shown instanceof Samples) {
      writeEach(run, array);
    } else if (!EveryState.isWanted(sampling)) {
      JavaHeap.require("the images as a PyTorch tensor", 3 * array.toFile().length());
      HostArray images = Npy.read(array);
      int count = images.shape().extent(0);
      write(run.folder(), shown.result(), step, images, shown.columns(count));
    }
  }

  private static void writeReferences(Path folder, GivenImages references) {
    OfficialImages.writeTensor(folder.resolve("refer_image.pth"), references.whole());
    HostArray each = references.repeated(references.whole(), 0, references.count());
    ImageGrid.writePng(ImageGrid.of(each, references.each()), folder.resolve("refer_image.png"));
  }

  private static void writeEach(TestRun run, Path array) {
    try (NpyImages images = NpyImages.open(array)) {
      OfficialImages.writeEach(run.folder(), "image", images, run.console());
    }
  }

  /**
   * Writes images as a picture and as a tensor.
   *
   * @param result what they are called here
   * @param number that they are known by
   */
  static void write(Path folder, String result, long number, HostArray images, int columns) {
    String name = result.equals(Inpainting.RESULT) ? "completion" : OfficialImages.SAMPLES;
    OfficialImages.write(folder, name, number, images, columns);
  }
}
