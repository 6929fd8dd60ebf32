package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SharedFolderTest {
  @Test
  void aPathMeansTheSameOnExecutorsThatWorkInOtherFolders() {
    assertThat(new SamplingPlan(1, 1, PartFormat.NPY, "samples").folder())
        .isEqualTo(Path.of("samples").toAbsolutePath().toString());
    assertThat(SharedFolder.absolute("/shared/samples")).isEqualTo("/shared/samples");
  }

  @Test
  void anAddressStaysAsItIs() {
    assertThat(SharedFolder.absolute("s3a://bucket/folder")).isEqualTo("s3a://bucket/folder");
  }
}
