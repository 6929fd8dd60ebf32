package org.ncsn.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectPickler;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.Pickler;
import org.ncsn.array.HostArray;

/**
 * Pickles plain values as {@code torch.save} does: maps as ordered dictionaries, arrays as tensors
 * on the processor, each with a storage of its own that the pickle only refers to.
 */
final class TorchPickler extends Pickler {
  private final List<HostArray> storages = new ArrayList<>();

  TorchPickler() {
    // Without a memo: equal numbers and names are no shared objects.
    super(false);
  }

  /** What the tensors look into, in the order of their keys: 0, 1, 2 ... */
  List<HostArray> storages() {
    return List.copyOf(storages);
  }

  @Override
  protected IObjectPickler getCustomPickler(Class<?> type) {
    if (HostArray.class.isAssignableFrom(type)) {
      return (value, out, pickler) -> tensor((HostArray) value);
    }
    if (Map.class.isAssignableFrom(type)) {
      return (value, out, pickler) -> orderedDict((Map<?, ?>) value);
    }
    if (type == Global.class) {
      return (value, out, pickler) -> global((Global) value, out);
    }
    return null;
  }

  /** A storage is a reference to an entry of the file. */
  @Override
  protected Object persistentId(Object value) {
    return value instanceof StorageReference reference
        ? new Object[] {
          "storage",
          new Global("torch", TorchStorage.className(reference.array().dtype())),
          Integer.toString(reference.key()),
          "cpu",
          reference.array().shape().intSize()
        }
        : null;
  }

  private void tensor(HostArray array) throws IOException {
    StorageReference storage = new StorageReference(storages.size(), array);
    storages.add(array);
    boolean requiresGradient = false;
    save(new Global("torch._utils", "_rebuild_tensor_v2"));
    save(
        new Object[] {
          storage,
          0,
          tuple(array.shape().extents()),
          tuple(array.shape().strides()),
          requiresGradient,
          Map.of()
        });
    out.write(Opcodes.REDUCE);
  }

  private void orderedDict(Map<?, ?> map) throws IOException {
    save(new Global("collections", "OrderedDict"));
    out.write(Opcodes.EMPTY_TUPLE);
    out.write(Opcodes.REDUCE);
    if (!map.isEmpty()) {
      out.write(Opcodes.MARK);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        save(entry.getKey());
        save(entry.getValue());
      }
      out.write(Opcodes.SETITEMS);
    }
  }

  private static void global(Global global, OutputStream out) throws IOException {
    out.write(Opcodes.GLOBAL);
    out.write((global.module() + "\n" + global.name() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Object[] tuple(int[] numbers) {
    Object[] tuple = new Object[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      tuple[i] = numbers[i];
    }
    return tuple;
  }

  /** A name that Python looks up. */
  private record Global(String module, String name) {}

  /** Where a tensor's elements are. */
  private record StorageReference(int key, HostArray array) {}
}
