package org.ncsn.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What PyTorch's checkpoints may do: build tensors that look into the storages of their file. */
final class TorchRules implements PickleRules {
  private static final int MAX_BYTES = 1 << 24;

  private final TorchStorages storages;

  TorchRules(TorchStorages storages) {
    this.storages = storages;
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public String refusal() {
    return TorchGlobal.REFUSAL;
  }

  @Override
  public Object byteString(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public Object find(String module, String name) throws IOException {
    return TorchGlobal.find(module, name);
  }

  @Override
  public Object call(Object function, Object[] arguments) throws IOException {
    if (function instanceof TorchTypeName maker) {
      throw maker.unread(arguments);
    }
    return ((TorchGlobal) function).call(arguments);
  }

  /**
   * PyTorch attaches {@code _metadata} to a state dict: versions of its layers, not needed here.
   */
  @Override
  public void build(Object object, Object state) throws IOException {
    if (object instanceof NumpyScalar.Type type) {
      type.requireLittleEndian(state);
    } else if (!(object instanceof PickleDict)) {
      throw new IOException("it sets attributes of an object, " + refusal());
    }
  }

  @Override
  public Object persistent(Object[] id) throws IOException {
    if (id.length > 1 && id[1] instanceof TorchTypeName type) {
      if (type.isUntyped()) {
        return type;
      }
      throw type.unread();
    }
    return storages.get(id);
  }
}
