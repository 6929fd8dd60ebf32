package org.ncsn.data.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * Which part of CelebA each picture belongs to: lines of a name and 0 (training), 1 (validation) or
 * 2 (test), apart by a space; as Kaggle has them, by a comma under a line of titles.
 */
final class CelebAPartition {
  static final List<String> FILE_NAMES =
      List.of("list_eval_partition.txt", "list_eval_partition.csv");

  private static final String TITLE = "image_id";

  private final Map<Part, List<String>> names;

  private CelebAPartition(Map<Part, List<String>> names) {
    this.names = names;
  }

  /** Parts of the data set, named by the file's numbers. */
  enum Part {
    TRAINING("0"),
    VALIDATION("1"),
    TEST("2");

    private final String number;

    Part(String number) {
      this.number = number;
    }
  }

  /**
   * Reads a partition.
   *
   * @throws UserError with file and line if it is none, or a part that is used is empty
   */
  static CelebAPartition read(Path file) {
    Map<Part, List<String>> names = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      names.put(part, new ArrayList<>());
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith(TITLE)) {
          String[] words = line.strip().split("[\\s,]+");
          names.get(part(words, file, number)).add(words[0]);
        }
        number++;
      }
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, "partition of CelebA", "download it again", e);
    }
    for (Part part : List.of(Part.TRAINING, Part.TEST)) {
      if (names.get(part).isEmpty()) {
        throw new UserError(
            file + ": lists no picture of part " + part.number + "; download it again");
      }
    }
    return new CelebAPartition(names);
  }

  private static Part part(String[] words, Path file, int line) {
    if (words.length == 2) {
      for (Part part : Part.values()) {
        if (part.number.equals(words[1])) {
          return part;
        }
      }
    }
    throw new UserError(
        file + ":" + line + ": expected a picture's name and 0, 1 or 2; download it again");
  }

  /** The pictures of a part, in the file's order. */
  List<String> names(Part part) {
    return names.get(part);
  }
}
