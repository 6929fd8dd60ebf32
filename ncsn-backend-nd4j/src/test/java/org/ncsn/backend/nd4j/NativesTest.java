package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
  @TempDir private Path folder;

  @Test
  void readsTheFlagsOfTheFirstProcessor() throws IOException {
    Path cpuinfo =
        Files.writeString(
            folder.resolve("cpuinfo"),
            "processor\t: 0\nmodel name\t: Some\nflags\t\t: fpu sse avx2 fma\n\nprocessor\t: 1\n");
    assertThat(Natives.processorFlags(cpuinfo))
        .containsExactlyInAnyOrder("fpu", "sse", "avx2", "fma");
  }

  @Test
  void knowsNoFlagsWhereNothingTellsThem() throws IOException {
    Path strange = Files.writeString(folder.resolve("strange"), "Features : asimd\n");
    assertThat(Natives.processorFlags(folder.resolve("absent"))).isEmpty();
    assertThat(Natives.processorFlags(strange)).isEmpty();
  }
}
