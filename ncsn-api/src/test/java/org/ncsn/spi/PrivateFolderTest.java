package org.ncsn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFolderTest {
  private static final int NOBODY = 65534;

  @TempDir private Path temp;

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    assertThat(modes(PrivateFolder.at(temp.resolve("a/b/own")))).isEqualTo("rwx------");
    assertThat(modes(PrivateFolder.temporary(temp))).isEqualTo("rwx------");
  }

  @Test
  void isClosedToThoseWhoCouldReadIt() throws IOException {
    Path folder = folder("readable", "rwxr-xr-x");
    Files.writeString(folder.resolve("kept"), "kept");

    assertThat(PrivateFolder.at(folder).resolve("kept")).hasContent("kept");
    assertThat(modes(folder)).isEqualTo("rwx------");
  }

  @Test
  void isRefusedWhereOthersMayHavePutFilesIntoIt() throws IOException {
    for (String modes : new String[] {"rwxrwx---", "rwxr-x-w-", "rwxrwxrwx"}) {
      Path folder = folder(modes, modes);
      assertThatIOException()
          .isThrownBy(() -> PrivateFolder.at(folder))
          .withMessageContaining("others may write to " + folder);
    }
  }

  @Test
  void isRefusedWhereOthersMayPutAnotherInItsPlace() throws IOException {
    Path open = folder("open", "rwxrwxrwx");

    assertThatIOException()
        .isThrownBy(() -> PrivateFolder.at(open.resolve("deeper/own")))
        .withMessageContaining("others may write to");
  }

  @Test
  void isRefusedIfItIsALinkOrAFile() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder("target", "rwx------"));
    Path file = Files.writeString(temp.resolve("file"), "");

    for (Path place : new Path[] {link, file}) {
      assertThatIOException()
          .isThrownBy(() -> PrivateFolder.at(place))
          .withMessageContaining("is not a folder");
    }
  }

  @Test
  void isRefusedIfItIsSomebodyElses() throws IOException {
    Path folder = folder("given", "rwx------");
    boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
    if (root) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
    }
    // Whoever is not root cannot give folders away, but finds the system's.
    Path others = root ? folder : Path.of("/usr");

    assertThatThrownBy(() -> PrivateFolder.at(others)).isInstanceOf(IOException.class);
  }

  private Path folder(String name, String modes) throws IOException {
    Path folder = Files.createDirectory(temp.resolve(name));
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(modes));
  }

  private static String modes(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
