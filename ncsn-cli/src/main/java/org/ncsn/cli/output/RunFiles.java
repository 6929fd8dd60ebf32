package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files in a run folder are this program's own. */
final class RunFiles {
  /** {@code checkpoint}, {@code checkpoint_5000}, {@code checkpoint_5000.safetensors}. */
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint(_\\d+)?(\\.[a-z]+)*");

  /** What else is written, and what a killed process leaves of a file that it was writing. */
  private static final Pattern OTHER =
      Pattern.compile(
          "config\\.yml|stdout\\.txt|report\\.html|pretrained\\.safetensors|annealing\\.(png|json)|events\\.out\\.tfevents\\..+|\\.[^.].*\\.tmp"
              // ToyRunner's pictures
              + "|(toy|data_(density|scores|samples)|estimated_scores"
              + "|(langevin|annealed)_(exact|estimated))\\.png");

  /** The folder of images that are drawn while a network is trained. */
  static final String SNAPSHOTS = "samples";

  /** What it holds. */
  private static final Pattern WITHIN_SNAPSHOTS =
      Pattern.compile("image_grid_\\d+\\.png|samples_\\d+\\.pth|\\.[^.].*\\.tmp");

  /** What a checkpoint that is a folder holds. */
  private static final Pattern WITHIN_CHECKPOINT =
      Pattern.compile(".+\\.(safetensors|json|yml|tmp)");

  private RunFiles() {}

  static boolean holdsCheckpoint(Path folder) throws IOException {
    return entries(folder).stream().anyMatch(entry -> matches(CHECKPOINT, entry));
  }

  /** The program's own files, checkpoints that are folders, and the folder of images. */
  static List<Path> in(Path folder) throws IOException {
    return entries(folder).stream()
        .filter(entry -> matches(CHECKPOINT, entry) || matches(OTHER, entry) || isSnapshots(entry))
        .toList();
  }

  /** Deletes the program's own files; what else is there stays. */
  static void clear(Path folder) throws IOException {
    for (Path entry : in(folder)) {
      if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(entry);
      } else if (matches(CHECKPOINT, entry)) {
        clear(entry, WITHIN_CHECKPOINT);
      } else {
        clear(entry, WITHIN_SNAPSHOTS);
      }
    }
  }

  private static boolean isSnapshots(Path entry) {
    return entry.getFileName().toString().equals(SNAPSHOTS)
        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static void clear(Path folder, Pattern own) throws IOException {
    for (Path entry : entries(folder)) {
      if (matches(own, entry)) {
        Files.delete(entry);
      }
    }
    if (entries(folder).isEmpty()) { // or else somebody keeps something there
      Files.delete(folder);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !EarlierRun.isAside(entry)).toList();
    }
  }

  private static boolean matches(Pattern names, Path entry) {
    return names.matcher(entry.getFileName().toString()).matches();
  }
}
