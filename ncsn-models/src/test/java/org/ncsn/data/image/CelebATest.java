package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class CelebATest {
  private static final PictureRules RULES = new PictureRules(8, 3, 0, (picture, reason) -> {});
  private static final String PARTITION = "1.png 0\n2.png 0\n3.png 1\n4.png 2\n";

  @TempDir Path folder;

  @Test
  void followsTheOfficialPartition() throws IOException {
    DrawnPictures.folder(folder.resolve("img_align_celeba"), faces(""));
    Files.writeString(folder.resolve("list_eval_partition.txt"), PARTITION);

    assertParts();
  }

  @Test
  void readsTheArchiveAndKagglesPartition() throws IOException {
    DrawnPictures.archive(folder.resolve("img_align_celeba.zip"), faces("img_align_celeba/"));
    Files.writeString(
        folder.resolve("list_eval_partition.csv"),
        "image_id,partition\n" + PARTITION.replace(' ', ','));

    assertParts();
  }

  @Test
  void isFoundWhereTorchvisionPutsIt() throws IOException {
    Path below = folder.resolve("celeba");
    DrawnPictures.folder(below.resolve("img_align_celeba"), faces(""));
    Files.writeString(below.resolve("list_eval_partition.txt"), PARTITION);

    assertParts();
  }

  private void assertParts() {
    try (PictureSets sets = CelebA.open(folder, RULES)) {
      assertThat(sets.training().size()).isEqualTo(2);
      assertThat(sets.test().size()).isEqualTo(1);
      assertThat(sets.training().sampleShape()).isEqualTo(Shape.of(8, 8, 3));
      assertThat(sets.training().batch(1).floats()[0]).isEqualTo(20 / 255f);
      assertThat(sets.test().batch(0).floats()[0]).isEqualTo(40 / 255f);
    }
  }

  @Test
  void saysWhereToGetWhatIsMissing() {
    assertThatThrownBy(() -> CelebA.open(folder, RULES))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            folder + " has no list_eval_partition.txt or list_eval_partition.csv; get")
        .hasMessageContaining("https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html");
  }

  @Test
  void refusesAPartitionThatListsMoreThanThereIs() throws IOException {
    DrawnPictures.folder(folder.resolve("img_align_celeba"), faces(""));
    Files.writeString(folder.resolve("list_eval_partition.txt"), PARTITION + "5.png 0\n");

    assertThatThrownBy(() -> CelebA.open(folder, RULES))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder.resolve("img_align_celeba")
                + ": lacks 5.png, which the partition lists; copy it again");
  }

  @Test
  void refusesADamagedPartition() throws IOException {
    Path file = Files.writeString(folder.resolve("list_eval_partition.txt"), "1.png 0\n2.png 7\n");

    assertThatThrownBy(() -> CelebA.open(folder, RULES))
        .isInstanceOf(UserError.class)
        .hasMessage(file + ":2: expected a picture's name and 0, 1 or 2; download it again");
  }

  private static Map<String, byte[]> faces(String prefix) {
    Map<String, byte[]> faces = new LinkedHashMap<>();
    for (int i = 1; i <= 4; i++) {
      faces.put(prefix + i + ".png", DrawnPictures.plain("png", 178, 218, (i * 10) << 16));
    }
    return faces;
  }
}
