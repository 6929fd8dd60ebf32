package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.Shape;
import org.ncsn.golden.TestFiles;
import org.ncsn.io.UnsignedBytes;

@Timeout(60)
class NumpyPickleTest {
  @ParameterizedTest
  @ValueSource(strings = {"cifar_python2.pickle", "cifar_python3.pickle"})
  void readsWhatPythonWrote(String name) throws IOException {
    UnsignedBytes read = read(TestFiles.bytes(name));
    assertThat(read.shape()).isEqualTo(Shape.of(2, 3072));
    for (int i = 0; i < 2 * 3072; i++) {
      int position = i % 3072;
      int expected = (position * 7 + i / 3072 * 31 + 2 * 101 + position / 1024 * 13) % 256;
      assertThat(Byte.toUnsignedInt(read.values()[i])).isEqualTo(expected);
    }
  }

  @Test
  void refusesOtherElements() {
    refuses(TestFiles.bytes("cifar_floats.pickle"), "its elements are 'f4', not unsigned bytes");
  }

  @Test
  void readsListsOfSmallNumbers() throws IOException {
    byte[] pickle = TestFiles.bytes("cifar_python2.pickle");
    assertThat(NumpyPickle.readBytes(new ByteArrayInputStream(pickle), "labels"))
        .containsExactly(3, 5);
    for (String other : new String[] {"data", "filenames", "absent"}) {
      assertThatThrownBy(() -> NumpyPickle.readBytes(new ByteArrayInputStream(pickle), other))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesListsOfLargeNumbers() {
    byte[] pickle =
        new PickleWriter()
            .op(Opcodes.EMPTY_DICT)
            .text("labels")
            .op(Opcodes.EMPTY_LIST, Opcodes.BININT)
            .int32(256)
            .op(Opcodes.APPEND, Opcodes.SETITEM)
            .stop();
    assertThatThrownBy(() -> NumpyPickle.readBytes(new ByteArrayInputStream(pickle), "labels"))
        .isInstanceOf(IOException.class)
        .hasMessage("its list 'labels' holds the number 256");
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "builtins, eval",
    "numpy, load",
    "numpy.core.multiarray, scalar",
    "torch._utils, _rebuild_tensor_v2",
    "_codecs, encode"
  })
  void runsNothing(String module, String name) {
    byte[] call =
        new PickleWriter()
            .global(module, name)
            .text("touch /tmp/owned")
            .op(Opcodes.TUPLE1, Opcodes.REDUCE)
            .stop();
    refuses(call, "it asks for " + module + "." + name + ", which arrays of bytes never need");
  }

  @Test
  void refusesAnArrayWithoutItsElements() {
    refuses(new PickleWriter().op(Opcodes.EMPTY_DICT).stop(), "it has no array 'data'");
    refuses(new PickleWriter().op(Opcodes.EMPTY_LIST).stop(), "it has no array 'data'");
    PickleWriter empty = new PickleWriter().op(Opcodes.EMPTY_DICT).text("data");
    empty.global("numpy.core.multiarray", "_reconstruct").op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE);
    refuses(empty.op(Opcodes.SETITEM).stop(), "no elements of a kind that is known");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1, 3071})
  void refusesShapesThatTheBytesDoNotFill(int claimed) {
    byte[] pickle = TestFiles.bytes("cifar_python2.pickle");
    // (K\x01 M<2> M<3072> tuple: the columns as a four-byte integer instead.
    int at =
        new String(pickle, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("M\u0000\f\u0086");
    byte[] wider = new byte[pickle.length + 2];
    System.arraycopy(pickle, 0, wider, 0, at);
    wider[at] = 'J';
    for (int i = 0; i < 4; i++) {
      wider[at + 1 + i] = (byte) (claimed >> (8 * i));
    }
    System.arraycopy(pickle, at + 3, wider, at + 5, pickle.length - at - 3);
    assertThatThrownBy(() -> read(wider)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesReferencesAndAttributes() {
    refuses(
        new PickleWriter().storage("FloatStorage", "0", 1).stop(),
        "it asks for torch.FloatStorage");
    refuses(new PickleWriter().op(Opcodes.EMPTY_TUPLE, Opcodes.BINPERSID).stop(), "outside of it");
    refuses(
        new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.EMPTY_DICT, Opcodes.BUILD).stop(),
        "it sets attributes of an object");
    refuses(
        new PickleWriter()
            .global("numpy", "ndarray")
            .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)
            .stop(),
        "it calls numpy.ndarray");
  }

  @Test
  void refusesBytesThatAreNotThere() {
    refuses(
        new PickleWriter().op(Opcodes.BINSTRING).int32(Integer.MAX_VALUE).stop(), "within a text");
    refuses(new PickleWriter().op(Opcodes.BINBYTES).int32(-1).stop(), "malformed");
  }

  private static UnsignedBytes read(byte[] pickle) throws IOException {
    return NumpyPickle.read(new ByteArrayInputStream(pickle), "data");
  }

  private static void refuses(byte[] pickle, String reason) {
    assertThatThrownBy(() -> read(pickle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }
}
