package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of NumPy's in checkpoints. */
class NumpyScalarTest {
  private static final byte[] HALF = bytes(8).putDouble(0.5).array();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"numpy.core.multiarray", "numpy._core.multiarray"})
  void areNumbersLikeOthers(String module) {
    reads(scalar(module, "f8", "<", HALF), 0.5);
    reads(scalar(module, "f4", "<", bytes(4).putFloat(0.25f).array()), 0.25);
    reads(scalar(module, "i8", "<", bytes(8).putLong(-7).array()), -7L);
    reads(scalar(module, "i4", "<", bytes(4).putInt(200).array()), 200L);
  }

  @Test
  void areOfPlainTypesAndSizes() {
    refuses(
        scalar("numpy.core.multiarray", "c16", "<", new byte[16]),
        "NumPy's type c16 in 16 bytes; f8");
    refuses(
        scalar("numpy.core.multiarray", "O", "<", new byte[0]), "NumPy's type O in 0 bytes; f8");
    refuses(
        scalar("numpy.core.multiarray", "f8", "<", new byte[4]), "NumPy's type f8 in 4 bytes; f8");
    refuses(
        scalar("numpy.core.multiarray", "\u001b[2J", "<", HALF),
        "NumPy's type ?[2J in 8 bytes; f8");
    refuses(scalar("numpy.core.multiarray", "f8", ">", HALF), "is in another byte order");
  }

  /** Bytes may be named many times over, so that a few could fill the memory. */
  @Test
  void areShort() {
    refuses(
        scalar("numpy.core.multiarray", "f8", "<", new byte[1_000]),
        "it has bytes that are no number's");
  }

  @Test
  void encodeNothingElse() {
    PickleWriter pickle = new PickleWriter().global("_codecs", "encode").op(Opcodes.MARK);
    pickle.text("x").text("zlib").op(Opcodes.TUPLE, Opcodes.REDUCE);
    refuses(pickle.stop(), "it has bytes that are no number's");
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As Python 3 pickles it for Python 2. */
  private static byte[] scalar(String module, String type, String order, byte[] bytes) {
    PickleWriter pickle = new PickleWriter().global(module, "scalar").global("numpy", "dtype");
    pickle.op(Opcodes.MARK).text(type).op(Opcodes.NEWFALSE, Opcodes.NEWTRUE, Opcodes.TUPLE);
    pickle.op(Opcodes.REDUCE, Opcodes.MARK).number(3).text(order);
    pickle.op(Opcodes.NONE, Opcodes.NONE, Opcodes.NONE).number(-1).number(-1).number(0);
    pickle.op(Opcodes.TUPLE, Opcodes.BUILD).global("_codecs", "encode").op(Opcodes.MARK);
    pickle.text(new String(bytes, StandardCharsets.ISO_8859_1)).text("latin1");
    return pickle.op(Opcodes.TUPLE, Opcodes.REDUCE, Opcodes.TUPLE2, Opcodes.REDUCE).stop();
  }

  private void reads(byte[] pickle, Number number) {
    for (Path file : TorchFiles.both(folder, pickle)) {
      assertThat(TorchFile.read(file).raw()).isEqualTo(number);
    }
  }

  private void refuses(byte[] pickle, String reason) {
    TorchFiles.assertRefused(folder, pickle, reason);
  }
}
