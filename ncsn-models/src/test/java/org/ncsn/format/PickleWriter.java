package org.ncsn.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.Opcodes;

/** Writes pickles operation by operation, honest ones and others. */
final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleWriter() {
    op(Opcodes.PROTO).raw(2);
  }

  PickleWriter op(short... opcodes) {
    for (short opcode : opcodes) {
      out.write(opcode);
    }
    return this;
  }

  PickleWriter raw(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  PickleWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op(Opcodes.BINUNICODE).int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  PickleWriter number(int value) {
    return op(Opcodes.BININT).int32(value);
  }

  PickleWriter global(String module, String name) {
    op(Opcodes.GLOBAL);
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PickleWriter numbers(int... values) {
    op(Opcodes.MARK);
    for (int value : values) {
      number(value);
    }
    return op(Opcodes.TUPLE);
  }

  /** A reference to a storage, as files of either format have it. */
  PickleWriter storage(String type, String key, int count) {
    op(Opcodes.MARK).text("storage").global("torch", type).text(key).text("cuda:0").number(count);
    return op(Opcodes.NONE, Opcodes.TUPLE, Opcodes.BINPERSID);
  }

  /** A tensor that looks into a storage of {@code float32}. */
  PickleWriter tensor(String key, int count, int offset, int[] shape, int[] strides) {
    global("torch._utils", "_rebuild_tensor_v2")
        .op(Opcodes.MARK)
        .storage("FloatStorage", key, count);
    number(offset).numbers(shape).numbers(strides).op(Opcodes.NEWFALSE);
    global("collections", "OrderedDict").op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE);
    return op(Opcodes.TUPLE, Opcodes.REDUCE);
  }

  PickleWriter int32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  byte[] stop() {
    op(Opcodes.STOP);
    return out.toByteArray();
  }
}
