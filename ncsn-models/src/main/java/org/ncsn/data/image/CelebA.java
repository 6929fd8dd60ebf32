package org.ncsn.data.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ncsn.data.image.CelebAPartition.Part;
import org.ncsn.error.UserError;

/**
 * CelebA, faces of celebrities: the aligned pictures, as a folder {@code img_align_celeba} or as
 * {@code img_align_celeba.zip}, beside {@code list_eval_partition.txt}; in a folder itself, or in
 * {@code celeba} below it, where torchvision puts them. The middle 140 x 140 pixels are resized to
 * the images' side, as in the official program.
 */
public final class CelebA {
  private static final String PICTURES = "img_align_celeba";
  private static final String TORCHVISION = "celeba";
  private static final int CROP = 140;

  private static final String REMEDY =
      "; get img_align_celeba.zip and list_eval_partition.txt from"
          + " https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html"
          + " and put them there";

  private CelebA() {}

  /**
   * The pictures of the official partition's training part, and of its test part.
   *
   * @param folder where the pictures and the partition are
   * @throws UserError if something is missing or damaged
   */
  public static PictureSets open(Path folder, PictureRules rules) {
    CelebAPartition partition = CelebAPartition.read(existing(folder, CelebAPartition.FILE_NAMES));
    PictureFiles files = PictureFiles.open(existing(folder, List.of(PICTURES, PICTURES + ".zip")));
    try {
      Map<String, String> byLastName = new HashMap<>();
      files.names().forEach(name -> byLastName.put(lastName(name), name));
      return PictureSets.of(
          files,
          PictureSets.loader(files, Framing.croppedFirst(CROP, rules.side()), rules),
          paths(files, byLastName, partition.names(Part.TRAINING)),
          paths(files, byLastName, partition.names(Part.TEST)));
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static Path existing(Path folder, List<String> names) {
    return Stream.of(folder, folder.resolve(TORCHVISION))
        .flatMap(place -> names.stream().map(place::resolve))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () -> new UserError(folder + " has no " + String.join(" or ", names) + REMEDY));
  }

  /** Archives and people put the pictures at different depths. */
  private static String lastName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static List<String> paths(
      PictureFiles files, Map<String, String> byLastName, List<String> listed) {
    List<String> paths = new ArrayList<>();
    for (String name : listed) {
      String found = byLastName.get(name);
      if (found == null) {
        throw new UserError(
            files.path() + ": lacks " + name + ", which the partition lists; copy it again");
      }
      paths.add(found);
    }
    return paths;
  }
}
