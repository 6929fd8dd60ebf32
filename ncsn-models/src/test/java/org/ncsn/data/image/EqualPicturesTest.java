package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class EqualPicturesTest {
  @TempDir Path temp;

  @Test
  void areAllOfAFolderOrArchiveByName() {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    pictures.put("b/2.png", DrawnPictures.plain("png", 2, 1, 0x0000ff));
    pictures.put("a/10.png", DrawnPictures.plain("png", 2, 1, 0xff0000));
    Path folder = DrawnPictures.folder(temp.resolve("mine"), pictures);
    Path archive = DrawnPictures.archive(temp.resolve("mine.zip"), pictures);
    for (Path path : List.of(folder, archive)) {
      try (EqualPictures found = EqualPictures.open(path)) {
        assertThat(found.sampleShape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(found.batch(1, 0))
            .isEqualTo(HostArray.of(Shape.of(2, 1, 2, 3), 0f, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0));
        assertThat(found.withChannels(1).batch(0).shape()).isEqualTo(Shape.of(1, 1, 2, 1));
      }
    }
  }

  @Test
  void refuseAPictureOfAnotherSize() {
    Path folder =
        DrawnPictures.folder(
            temp.resolve("mine"),
            Map.of(
                "1.png", DrawnPictures.plain("png", 2, 3, 0),
                "2.png", DrawnPictures.plain("png", 3, 3, 0)));
    try (EqualPictures found = EqualPictures.open(folder)) {
      assertThatThrownBy(() -> found.batch(0, 1))
          .isInstanceOf(UserError.class)
          .hasMessage(
              folder
                  + ": its pictures are of different sizes: 1.png has 2 x 3 pixels, 2.png has 3 x 3;"
                  + " make them one size");
    }
  }

  @Test
  void refuseAFolderWithoutPicturesAndAPictureThatIsNone() {
    Path none = DrawnPictures.folder(temp.resolve("none"), Map.of("notes.txt", new byte[3]));
    assertThatThrownBy(() -> EqualPictures.open(none))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(none + ": holds no pictures");
    Path broken = DrawnPictures.folder(temp.resolve("broken"), Map.of("1.png", new byte[3]));
    assertThatThrownBy(() -> EqualPictures.open(broken))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(broken + ": 1.png cannot be read: ")
        .hasMessageEndingWith("; remove it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.tgz", "p.TAR.GZ", "p.tar"})
  void sayWhatToDoWithATarArchive(String name) {
    Path archive = temp.resolve(name);
    assertThatThrownBy(() -> EqualPictures.open(archive))
        .isInstanceOf(UserError.class)
        .hasMessage(
            archive
                + ": is a tar archive, which has no table of its pictures; unpack it with tar -xf"
                + " and give the folder, or make a zip of that");
  }
}
