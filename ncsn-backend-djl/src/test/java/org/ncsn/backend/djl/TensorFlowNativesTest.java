package org.ncsn.backend.djl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class TensorFlowNativesTest {
  private static final String FOLDER = "natives/here/";

  @TempDir Path temp;
  private URL library;

  @BeforeEach
  void writeJar() throws IOException {
    library = jar("one.jar", "library");
  }

  private URL jar(String name, String content) throws IOException {
    Path jar = temp.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String entry : List.of(FOLDER, FOLDER + "lib.so", FOLDER + "lib2.so", "other/lib.so")) {
        out.putNextEntry(new JarEntry(entry));
        if (!entry.endsWith("/")) {
          out.write((entry + content).getBytes(UTF_8));
        }
        out.closeEntry();
      }
    }
    return URI.create("jar:" + jar.toUri() + "!/" + FOLDER + "lib.so").toURL();
  }

  @Test
  void extractsTheLibrariesOfOneFolder() throws IOException {
    Path folder = TensorFlowNatives.extracted(library, FOLDER, cache());
    assertThat(folder.resolve("lib.so")).hasContent(FOLDER + "lib.solibrary");
    assertThat(folder.resolve("lib2.so")).hasContent(FOLDER + "lib2.solibrary");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lib.so", "lib2.so", "lock");
    }
  }

  @Test
  void keepsWhatIsThereAndRepairsWhatIsCut() throws IOException {
    Path folder = TensorFlowNatives.extracted(library, FOLDER, cache());
    Files.writeString(folder.resolve("lib2.so"), "cut");
    Files.writeString(folder.resolve("lib.so.part"), "left by a process that was killed");
    var written = Files.getLastModifiedTime(folder.resolve("lib.so"));
    assertThat(TensorFlowNatives.extracted(library, FOLDER, cache())).isEqualTo(folder);
    assertThat(folder.resolve("lib2.so")).hasContent(FOLDER + "lib2.solibrary");
    assertThat(Files.getLastModifiedTime(folder.resolve("lib.so"))).isEqualTo(written);
  }

  @Test
  void givesAnotherBuildAnotherFolder() throws IOException {
    Path other = TensorFlowNatives.extracted(jar("two.jar", "LIBRARY"), FOLDER, cache());
    assertThat(other).isNotEqualTo(TensorFlowNatives.extracted(library, FOLDER, cache()));
  }

  @Test
  void letsManyExtractAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        folders.add(pool.submit(() -> TensorFlowNatives.extracted(library, FOLDER, cache())));
      }
      for (Future<Path> folder : folders) {
        assertThat(folder.get().resolve("lib2.so")).hasContent(FOLDER + "lib2.solibrary");
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void saysInOneLineThatTheCacheCannotBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> TensorFlowNatives.extracted(library, FOLDER, file.resolve("cache")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot write TensorFlow's libraries")
        .hasMessageContaining("-Dncsn.cache")
        .hasMessageNotContaining("\n");
  }

  private Path cache() {
    return temp.resolve("cache");
  }
}
