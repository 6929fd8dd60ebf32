package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeBuildTest {
  private static final Set<String> AVX512 =
      Set.of("sse4_2", "avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");
  private static final Set<String> AVX2 = Set.of("sse4_2", "avx2", "fma");
  private static final Set<NativeBuild> ALL = EnumSet.allOf(NativeBuild.class);

  @Test
  void takesTheFastestBuildThatTheProcessorRuns() {
    assertThat(NativeBuild.fastest(AVX512, ALL::contains)).contains(NativeBuild.AVX512);
    assertThat(NativeBuild.fastest(AVX2, ALL::contains)).contains(NativeBuild.AVX2);
  }

  @Test
  void takesNothingAboveAProcessorThatLacksOneOfTheInstructions() {
    Set<String> withoutVl =
        Set.of("sse4_2", "avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq");
    assertThat(NativeBuild.fastest(withoutVl, ALL::contains)).contains(NativeBuild.AVX2);
    assertThat(NativeBuild.fastest(Set.of("sse4_2", "avx2"), ALL::contains))
        .contains(NativeBuild.ONEDNN);
  }

  @Test
  void takesTheSafeBuildWhereTheProcessorIsNotKnown() {
    assertThat(NativeBuild.fastest(Set.of(), ALL::contains)).contains(NativeBuild.ONEDNN);
  }

  @Test
  void goesWithoutABuildThatIsNotThere() {
    assertThat(
            NativeBuild.fastest(AVX512, EnumSet.of(NativeBuild.AVX2, NativeBuild.PLAIN)::contains))
        .contains(NativeBuild.AVX2);
    assertThat(NativeBuild.fastest(AVX2, EnumSet.of(NativeBuild.AVX512)::contains)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(NativeBuild.class)
  void isKnownByTheFolderOfALibrary(NativeBuild binary) {
    Path library =
        Path.of("cache/some.jar/linux-x86_64" + binary.extension() + "/libjnind4jcpu.so");
    assertThat(NativeBuild.ofLibrary(library)).isEqualTo(binary);
  }
}
