package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTest {
  private static final Set<String> AVX512 =
      Set.of("sse4_2", "avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");
  private static final Set<String> AVX2 = Set.of("sse4_2", "avx2", "fma");
  private static final Set<Binary> ALL = EnumSet.allOf(Binary.class);

  @Test
  void takesTheFastestBuildThatTheProcessorRuns() {
    assertThat(Binary.fastest(AVX512, ALL::contains)).contains(Binary.AVX512);
    assertThat(Binary.fastest(AVX2, ALL::contains)).contains(Binary.AVX2);
  }

  @Test
  void takesNothingAboveAProcessorThatLacksOneOfTheInstructions() {
    Set<String> withoutVl =
        Set.of("sse4_2", "avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq");
    assertThat(Binary.fastest(withoutVl, ALL::contains)).contains(Binary.AVX2);
    assertThat(Binary.fastest(Set.of("sse4_2", "avx2"), ALL::contains)).contains(Binary.ONEDNN);
  }

  @Test
  void takesTheSafeBuildWhereTheProcessorIsNotKnown() {
    assertThat(Binary.fastest(Set.of(), ALL::contains)).contains(Binary.ONEDNN);
  }

  @Test
  void goesWithoutABuildThatIsNotThere() {
    assertThat(Binary.fastest(AVX512, EnumSet.of(Binary.AVX2, Binary.PLAIN)::contains))
        .contains(Binary.AVX2);
    assertThat(Binary.fastest(AVX2, EnumSet.of(Binary.AVX512)::contains)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void isKnownByTheFolderOfALibrary(Binary binary) {
    Path library =
        Path.of("cache/some.jar/linux-x86_64" + binary.extension() + "/libjnind4jcpu.so");
    assertThat(Binary.ofLibrary(library)).isEqualTo(binary);
  }
}
