package org.ncsn.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

class NativeLibrariesTest {
  private static final String FOLDER = "natives/here/";
  private static final String LIBRARY = FOLDER + "lib.so";
  private static final FileTime TIME = FileTime.fromMillis(1_500_000_000_000L);

  @TempDir private Path temp;
  private URLClassLoader classPath;

  @BeforeEach
  void writeJar() throws IOException {
    Path jar = temp.resolve("one.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String name :
          List.of(FOLDER, LIBRARY, FOLDER + "lib2.so", FOLDER + "deeper/lib.so", "other/lib.so")) {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(TIME);
        out.putNextEntry(entry);
        if (!name.endsWith("/")) {
          out.write(("content of " + name).getBytes(UTF_8));
        }
        out.closeEntry();
      }
    }
    classPath = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
  }

  @AfterEach
  void closeJar() throws IOException {
    classPath.close();
  }

  @Test
  void unpacksALibraryAndWhatLiesBesideIt() throws IOException {
    Path folder = unpack();

    assertThat(folder).isEqualTo(cache().resolve("one.jar").resolve(FOLDER));
    assertThat(folder.resolve("lib.so")).hasContent("content of " + LIBRARY);
    assertThat(names(folder)).containsExactlyInAnyOrder("lib.so", "lib2.so");
  }

  /** By their times and sizes JavaCPP's loader knows that it need not write them. */
  @Test
  void keepsTheTimesOfTheJar() throws IOException {
    assertThat(Files.getLastModifiedTime(unpack().resolve("lib.so"))).isEqualTo(TIME);
  }

  @Test
  void writesAgainWhatIsDamagedAndNothingElse() throws IOException {
    Path folder = unpack();
    Path cut = Files.writeString(folder.resolve("lib2.so"), "cut");
    Path whole = folder.resolve("lib.so");
    Object file = Files.getAttribute(whole, "fileKey");

    unpack();

    assertThat(cut).hasContent("content of " + FOLDER + "lib2.so");
    assertThat(Files.getAttribute(whole, "fileKey")).isEqualTo(file);
  }

  @Test
  void noticesOtherBytesOfTheSameSizeAndTime() throws IOException {
    Path library = unpack().resolve("lib.so");
    Files.writeString(library, "CONTENT OF " + LIBRARY);
    Files.setLastModifiedTime(library, TIME);

    unpack();

    assertThat(library).hasContent("content of " + LIBRARY);
  }

  @Test
  void replacesALinkToAnotherFile() throws IOException {
    Path library = unpack().resolve("lib.so");
    Files.delete(library);
    Path planted = Files.writeString(temp.resolve("planted"), "content of " + LIBRARY);
    Files.createSymbolicLink(library, planted);

    unpack();

    assertThat(library).isRegularFile().hasContent("content of " + LIBRARY);
    assertThat(Files.isSymbolicLink(library)).isFalse();
  }

  @Test
  void keepsSecondNamesAndDeletesWhatIsNotFromTheJar() throws IOException {
    Path folder = unpack();
    Files.copy(folder.resolve("lib.so"), folder.resolve("second.so"));
    Files.writeString(folder.resolve("planted.so"), "planted");
    Files.writeString(folder.resolve("lib.so.part"), "left by a process that was killed");

    unpack();

    assertThat(names(folder)).containsExactlyInAnyOrder("lib.so", "lib2.so", "second.so");
  }

  @Test
  void looksOnceAtWhatItHasUnpacked() throws IOException {
    NativeLibraries libraries = new NativeLibraries(cache());
    Path folder = libraries.unpack(classPath, LIBRARY).orElseThrow();
    Files.writeString(folder.resolve("lib2.so"), "changed");

    libraries.unpack(classPath, LIBRARY);

    assertThat(folder.resolve("lib2.so")).hasContent("changed");
  }

  @Test
  void hasNothingToUnpackOfWhatIsNotOnTheClassPath() {
    assertThat(new NativeLibraries(cache()).unpack(classPath, "no/such.so")).isEmpty();
  }

  @Test
  void letsManyUnpackAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        folders.add(pool.submit(this::unpack));
      }
      for (Future<Path> folder : folders) {
        assertThat(folder.get().resolve("lib.so")).hasContent("content of " + LIBRARY);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void saysInOneLineThatTheyCannotBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new NativeLibraries(file).unpack(classPath, LIBRARY))
        .withMessageStartingWith("cannot put the engines' libraries into " + file)
        .withMessageContaining("set NCSN_CACHE to a folder of your own")
        .withMessageNotContaining("\n");
  }

  private Path unpack() throws IOException {
    Files.createDirectories(cache());
    return new NativeLibraries(cache()).unpack(classPath, LIBRARY).orElseThrow();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Path cache() {
    return temp.resolve("cache");
  }
}
