package org.ncsn.spark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.ncsn.error.UserError;

/**
 * Whose samples a folder holds, and of how many: a file beside them, so that they are never mixed
 * with others.
 */
final class SamplesOrigin {
  private static final String FILE = "samples.origin";
  private static final String OTHER_FOLDER = "choose another folder";

  private final String samples;
  private final SamplingPlan plan;

  /** Of more images the first ones are the same, and need not be drawn again. */
  SamplesOrigin(Shipment shipment, SamplingPlan plan) {
    this.samples =
        shipment
            .ofSamples(1)
            .fingerprint(
                plan.batch()
                    + " at once by "
                    + shipment.threads()
                    + " threads as "
                    + plan.format());
    this.plan = plan;
  }

  /** What the file holds. */
  String text() {
    return samples + " " + plan.images();
  }

  /**
   * Whether a folder is that of a driver.
   *
   * @param text what the driver wrote into its folder
   */
  static boolean isIn(SharedFolder folder, String text) {
    return folder.holds(FILE, text);
  }

  /**
   * Makes a folder that of these samples.
   *
   * @throws UserError if it has others
   */
  void claim(SharedFolder folder) {
    Set<String> there = folder.names("");
    if (!there.contains(FILE)) {
      if (there.stream().anyMatch(name -> name.startsWith("part-"))) {
        throw refused(folder, "there are parts of something else; " + OTHER_FOLDER);
      }
    } else if (!folder.holds(FILE, text())) {
      grow(folder, new String(folder.bytes(FILE), StandardCharsets.UTF_8).strip().split(" "));
    } else {
      return;
    }
    folder.write(FILE, out -> out.write(text().getBytes(StandardCharsets.UTF_8)));
  }

  /** The last part may have been that of fewer images. */
  private void grow(SharedFolder folder, String[] before) {
    if (before.length != 2 || !before[0].equals(samples)) {
      throw refused(folder, "there are other images, or parts of other sizes; " + OTHER_FOLDER);
    }
    int images = Integer.parseInt(before[1]);
    if (images > plan.images()) {
      throw refused(
          folder,
          images
              + " of these images were begun there; give --samples "
              + images
              + " or more, or another folder");
    }
    List<Chunk> chunks = Chunk.of(images, plan.batch());
    Chunk last = chunks.get(chunks.size() - 1);
    if (last.count() < plan.batch()) {
      plan.format().files(last).forEach(folder::remove);
    }
    folder.remove(FILE);
  }

  private static UserError refused(SharedFolder folder, String why) {
    return new UserError("-o " + folder + ": " + why);
  }
}
