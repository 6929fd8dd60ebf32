package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

/** Folders of samples in parts of 4. */
class SamplesOriginTest {
  private static final int BATCH = 4;

  @TempDir private Path folder;

  @Test
  void anEmptyFolderBecomesThatOfTheSamples() {
    claim("a", 10);
    claim("a", 10);

    assertThat(names()).containsExactly("samples-10.origin");
    assertThat(SamplesOrigin.isIn(shared(), "a")).isTrue();
    assertThat(SamplesOrigin.isIn(shared(), "b")).isFalse();
  }

  @Test
  void partsOfSomethingElseStay() throws IOException {
    Files.createFile(folder.resolve("part-000000.npy"));

    assertRefused("a", 10, "there are parts of something else; choose another folder");
    assertThat(names()).containsExactly("part-000000.npy");
  }

  @Test
  void otherSamplesStay() {
    claim("a", 10);

    assertRefused(
        "b", 20, "there are other images, or parts of other sizes; choose another folder");
    assertThat(names()).containsExactly("samples-10.origin");
  }

  @Test
  void aFolderGrowsButForThePartThatWasNotFull() throws IOException {
    drawn(10);

    claim("a", 20);

    assertThat(names()).containsExactly("part-000000.npy", "part-000001.npy", "samples-20.origin");
    assertRefused(
        "a",
        10,
        "20 of these images were begun there; give --samples 20 or more, or another folder");
  }

  /** Whatever a kill has left, it is still a folder of these samples. */
  @Test
  void aFolderThatWasLeftWhileItGrewGrowsOn() throws IOException {
    drawn(10);
    Files.delete(folder.resolve("part-000002.npy"));
    claim("a", 10);
    claim("a", 20);
    Files.copy(folder.resolve("samples-20.origin"), folder.resolve("samples-10.origin"));

    claim("a", 20);

    assertThat(names()).containsExactly("part-000000.npy", "part-000001.npy", "samples-20.origin");
  }

  @Test
  void namesThatAreNoNumbersMeanNothing() throws IOException {
    Files.createFile(folder.resolve("samples-0.origin"));
    Files.createFile(folder.resolve("samples-99999999999.origin"));

    claim("a", 10);

    assertThat(names()).contains("samples-10.origin").hasSize(3);
  }

  private void drawn(int images) throws IOException {
    claim("a", images);
    for (Chunk chunk : Chunk.of(images, BATCH)) {
      for (String file : PartFormat.NPY.files(chunk)) {
        Files.createFile(folder.resolve(file));
      }
    }
  }

  private void claim(String samples, int images) {
    new SamplesOrigin(samples, new SamplingPlan(images, BATCH, PartFormat.NPY, folder.toString()))
        .claim(shared());
  }

  private void assertRefused(String samples, int images, String why) {
    assertThatThrownBy(() -> claim(samples, images))
        .isInstanceOf(UserError.class)
        .hasMessage("-o " + folder + ": " + why);
  }

  private SharedFolder shared() {
    return SharedFolder.open(folder.toString(), new Configuration());
  }

  private List<String> names() {
    return shared().names("").stream().sorted().toList();
  }
}
