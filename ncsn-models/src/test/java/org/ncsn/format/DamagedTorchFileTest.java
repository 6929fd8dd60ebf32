package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.error.UserError;

/** Checkpoints that lost or changed a part on the way, and files that are none. */
@Timeout(120)
class DamagedTorchFileTest {
  @TempDir Path folder;

  @Test
  void refusesAZipBomb() throws IOException {
    Path file = folder.resolve("bomb.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[100_000_000]);
    }
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its entry archive/data.pkl is compressed, which PyTorch never does");
  }

  @Test
  void refusesAFileThatIsNoCheckpoint() throws IOException {
    Path file = Files.writeString(folder.resolve("a.pth"), "hello");
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + " is not a usable PyTorch checkpoint: it does not begin as PyTorch's files do;"
                + " get another copy of it");
  }

  @Test
  void refusesADamagedStorage() throws IOException {
    Path file = TorchFiles.both(folder, honest()).get(0);
    byte[] bytes = Files.readAllBytes(file);
    int floats = indexOf(bytes, TorchFiles.floats(1, 2));
    bytes[floats] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its entry archive/data/0 is damaged (wrong checksum)");
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    for (Path file : TorchFiles.both(folder, honest())) {
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> TorchFile.read(file))
            .isInstanceOf(UserError.class)
            .hasMessageStartingWith(file + " is not a usable PyTorch checkpoint: ");
      }
    }
  }

  @Test
  void survivesAnyDamage() throws IOException {
    Random random = new Random(1);
    for (Path file : TorchFiles.both(folder, honest())) {
      byte[] whole = Files.readAllBytes(file);
      int refused = 0;
      for (int i = 0; i < 1000; i++) {
        byte[] damaged = whole.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        Files.write(file, damaged);
        refused += isRefused(file) ? 1 : 0;
      }
      assertThat(refused).isGreaterThan(300);
    }
  }

  private static boolean isRefused(Path file) {
    try {
      TorchFile.read(file);
      return false;
    } catch (UserError e) {
      return true;
    } catch (RuntimeException e) {
      return fail("a damaged file must give a UserError", e);
    }
  }

  private static byte[] honest() {
    return new PickleWriter()
        .op(Opcodes.EMPTY_DICT)
        .text("weight")
        .tensor("0", 2, 0, new int[] {2}, new int[] {1})
        .op(Opcodes.SETITEM)
        .stop();
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
  }
}
