package org.ncsn.spark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ncsn.error.UserError;

/**
 * Whose samples a folder holds, and of how many: a file beside them, so that they are never mixed
 * with others.
 */
final class SamplesOrigin {
  private static final Pattern FILE = Pattern.compile("samples-([1-9]\\d{0,8})\\.origin");
  private static final String OTHER_FOLDER = "choose another folder";

  private final String samples;
  private final SamplingPlan plan;

  /** Of more images the first ones are the same, and need not be drawn again. */
  SamplesOrigin(Shipment shipment, SamplingPlan plan) {
    this(
        shipment
            .ofSamples(1)
            .fingerprint(
                plan.batch()
                    + " at once by "
                    + shipment.threads()
                    + " threads as "
                    + plan.format()),
        plan);
  }

  /**
   * @param samples differs for any other samples, but for their number
   */
  SamplesOrigin(String samples, SamplingPlan plan) {
    this.samples = samples;
    this.plan = plan;
  }

  /** What the file holds. */
  String text() {
    return samples;
  }

  /**
   * Whether a folder is that of a driver.
   *
   * @param text what the driver wrote into its folder
   */
  static boolean isIn(SharedFolder folder, String text) {
    return claims(folder).values().stream().anyMatch(file -> folder.holds(file, text));
  }

  /** The files of a folder that say of how many images it is, by that number. */
  private static NavigableMap<Integer, String> claims(SharedFolder folder) {
    NavigableMap<Integer, String> claims = new TreeMap<>();
    for (String name : folder.names("")) {
      Matcher file = FILE.matcher(name);
      if (file.matches()) {
        claims.put(Integer.valueOf(file.group(1)), name);
      }
    }
    return claims;
  }

  /**
   * Makes a folder that of these samples.
   *
   * @throws UserError if it has others
   */
  void claim(SharedFolder folder) {
    NavigableMap<Integer, String> before = claims(folder);
    if (!before.values().stream().allMatch(file -> folder.holds(file, samples))) {
      throw refused(folder, "there are other images, or parts of other sizes; " + OTHER_FOLDER);
    }
    Optional.ofNullable(before.lastEntry())
        .map(last -> last.getKey())
        .ifPresentOrElse(images -> grow(folder, images), () -> requireNoParts(folder));
    if (before.remove(plan.images()) == null) {
      folder.write(
          "samples-" + plan.images() + ".origin",
          out -> out.write(samples.getBytes(StandardCharsets.UTF_8)));
    }
    // Not earlier: a folder that is left in between is still that of these samples.
    before.values().forEach(folder::remove);
  }

  private static void requireNoParts(SharedFolder folder) {
    Set<String> there = folder.names("");
    if (there.stream().anyMatch(name -> name.startsWith("part-"))) {
      throw refused(folder, "there are parts of something else; " + OTHER_FOLDER);
    }
  }

  /** The last part may have been that of fewer images. */
  private void grow(SharedFolder folder, int images) {
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
    if (images < plan.images() && last.count() < plan.batch()) {
      plan.format().files(last).forEach(folder::remove);
    }
  }

  private static UserError refused(SharedFolder folder, String why) {
    return new UserError("-o " + folder + ": " + why);
  }
}
