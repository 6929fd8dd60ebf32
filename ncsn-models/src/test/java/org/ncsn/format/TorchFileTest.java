package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.golden.Golden;

class TorchFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void readsTheWeightsThatTheOfficialCodeSaved(String file) {
    TorchValue checkpoint = read("anneal_mnist", file);
    assertThat(checkpoint.size()).isEqualTo(2);
    Map<String, HostArray> expected = new LinkedHashMap<>();
    Golden.npz("anneal_mnist", "params.npz")
        .forEach((name, array) -> expected.put("module." + name, array));
    assertThat(checkpoint.item(0).arrays()).containsExactlyEntriesOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void readsTheOptimizerThatTheOfficialCodeSaved(String file) {
    TorchValue optimizer = read("anneal_mnist", file).item(1);
    checkOptimizer(optimizer, "anneal_mnist");
    TorchValue group = optimizer.get("param_groups").item(0);
    assertThat(group.get("lr").number()).isEqualTo(1e-3);
    assertThat(group.get("amsgrad").raw()).isEqualTo(false);
    assertThat(group.get("params").item(172).raw()).isEqualTo(172L);
  }

  @Test
  void readsAnOptimizerOfAnEarlyPyTorch() {
    TorchValue checkpoint = read("old_checkpoint", "checkpoint_legacy_old_optimizer.pth");
    Map<String, HostArray> expected = new LinkedHashMap<>();
    Golden.npz("old_checkpoint", "params.npz")
        .forEach((name, array) -> expected.put("module." + name, array));
    assertThat(checkpoint.item(0).arrays()).containsExactlyEntriesOf(expected);
    checkOptimizer(checkpoint.item(1), "old_checkpoint");
  }

  /** The parameters' numbers stand in the group, in the order of the network's names. */
  private static void checkOptimizer(TorchValue optimizer, String caseName) {
    List<String> names = List.copyOf(Golden.npz(caseName, "params.npz").keySet());
    TorchValue numbers = optimizer.get("param_groups").item(0).get("params");
    assertThat(numbers.size()).isEqualTo(names.size());
    Map<String, HostArray> expected = Golden.npz(caseName, "optimizer.npz");
    for (int i = 0; i < names.size(); i += 5) {
      TorchValue slots = optimizer.get("state").get(numbers.item(i).raw());
      assertThat(slots.get("step").number()).isEqualTo(expected.get("step").scalar());
      for (String slot : List.of("exp_avg", "exp_avg_sq")) {
        assertThat(slots.get(slot).array()).isEqualTo(expected.get(slot + "." + names.get(i)));
      }
    }
  }

  @Test
  void readsTensorsThatAreNotContiguous() {
    byte[] pickle =
        new PickleWriter()
            .op(Opcodes.EMPTY_LIST, Opcodes.MARK)
            .tensor("0", 6, 0, new int[] {3, 2}, new int[] {1, 3})
            .tensor("0", 6, 1, new int[] {2}, new int[] {3})
            .tensor("0", 6, 5, new int[] {}, new int[] {})
            .tensor("0", 6, 3, new int[] {2, 2}, new int[] {0, 1})
            .op(Opcodes.APPENDS)
            .stop();
    Map<String, byte[]> storages = Map.of("0", TorchFiles.floats(0, 1, 2, 3, 4, 5));
    for (Path file :
        List.of(
            TorchFiles.zip(folder.resolve("zip.pth"), pickle, storages),
            TorchFiles.legacy(folder.resolve("legacy.pth"), pickle, storages))) {
      TorchValue root = TorchFile.read(file);
      assertThat(root.item(0).array()).isEqualTo(HostArray.of(Shape.of(3, 2), 0f, 3, 1, 4, 2, 5));
      assertThat(root.item(1).array()).isEqualTo(HostArray.of(Shape.of(2), 1f, 4f));
      assertThat(root.item(2).array()).isEqualTo(HostArray.of(Shape.scalar(), 5f));
      assertThat(root.item(3).array()).isEqualTo(HostArray.of(Shape.of(2, 2), 3f, 4, 3, 4));
    }
  }

  @Test
  void readsParametersAndOrderedDictionariesOfPython2() {
    byte[] pickle =
        new PickleWriter()
            .global("collections", "OrderedDict")
            .op(Opcodes.EMPTY_LIST, Opcodes.EMPTY_LIST)
            .op(Opcodes.SHORT_BINSTRING)
            .raw(1, 'b', Opcodes.APPEND)
            .global("torch._utils", "_rebuild_parameter")
            .op(Opcodes.MARK)
            .tensor("0", 1, 0, new int[] {1}, new int[] {1})
            .op(Opcodes.NEWTRUE, Opcodes.NONE, Opcodes.TUPLE, Opcodes.REDUCE, Opcodes.APPEND)
            .op(Opcodes.APPEND, Opcodes.TUPLE1, Opcodes.REDUCE)
            .stop();
    Path file =
        TorchFiles.zip(folder.resolve("a.pth"), pickle, Map.of("0", TorchFiles.floats(2.5f)));
    assertThat(TorchFile.read(file).arrays())
        .containsExactly(Map.entry("b", HostArray.of(Shape.of(1), 2.5f)));
  }

  @Test
  void readsHalfPrecisionAsFloat32() {
    Map<String, byte[]> storages = new LinkedHashMap<>();
    storages.put("HalfStorage", new byte[] {0x00, (byte) 0xc2});
    storages.put("BFloat16Storage", new byte[] {0x40, (byte) 0xc0});
    assertThat(scalarsOf(storages).raw())
        .isEqualTo(List.of(HostArray.of(Shape.scalar(), -3f), HostArray.of(Shape.scalar(), -3f)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ComplexFloatStorage", "QInt8Storage", "QUInt4x2Storage"})
  void callsTypesThatItDoesNotReadByTheirNames(String type) {
    assertThatThrownBy(() -> scalarsOf(Map.of(type, new byte[8])))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(": it holds numbers of type torch." + type + ", which is not read")
        .hasMessageEndingWith("; save it again as float32");
  }

  /** PyTorch says of its newest types beside the bytes what they are. */
  @Test
  void callsTypesOfUntypedStoragesByTheirNames() {
    PickleWriter pickle = new PickleWriter().global("torch._utils", "_rebuild_tensor_v3");
    pickle.op(Opcodes.MARK).op(Opcodes.MARK).text("storage");
    pickle.global("torch.storage", "UntypedStorage").text("0").text("cpu").number(1);
    pickle.op(Opcodes.TUPLE, Opcodes.BINPERSID).number(0).numbers().numbers();
    pickle.op(Opcodes.NEWFALSE, Opcodes.NONE).global("torch", "float8_e5m2");
    pickle.op(Opcodes.TUPLE, Opcodes.REDUCE);
    Path file = TorchFiles.zip(folder.resolve("a.pth"), pickle.stop(), Map.of("0", new byte[1]));
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": it holds numbers of type torch.float8_e5m2, which");
  }

  @Test
  void readsTheNameOfATypeAsText() {
    byte[] pickle = new PickleWriter().global("torch", "bfloat16").stop();
    Path file = TorchFiles.zip(folder.resolve("a.pth"), pickle, Map.of());
    assertThat(TorchFile.read(file).raw()).isEqualTo("torch.bfloat16");
  }

  @Test
  void readsIntegersOfAllSizesAsInt32() {
    Map<String, byte[]> storages = new LinkedHashMap<>();
    storages.put("LongStorage", new byte[] {-2, -1, -1, -1, -1, -1, -1, -1});
    storages.put("IntStorage", new byte[] {-2, -1, -1, -1});
    storages.put("ShortStorage", new byte[] {-2, -1});
    storages.put("CharStorage", new byte[] {-2});
    storages.put("ByteStorage", new byte[] {-2});
    assertThat(scalarsOf(storages).raw())
        .isEqualTo(List.of(scalar(-2), scalar(-2), scalar(-2), scalar(-2), scalar(254)));
  }

  /** A file with a list of tensors without axes, one of each type of storage. */
  private TorchValue scalarsOf(Map<String, byte[]> storages) {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.MARK);
    for (String type : storages.keySet()) {
      pickle.global("torch._utils", "_rebuild_tensor_v2").op(Opcodes.MARK).storage(type, type, 1);
      pickle.number(0).numbers().numbers().op(Opcodes.NEWFALSE, Opcodes.NONE);
      pickle.op(Opcodes.TUPLE, Opcodes.REDUCE);
    }
    Path file =
        TorchFiles.zip(folder.resolve("a.pth"), pickle.op(Opcodes.APPENDS).stop(), storages);
    return TorchFile.read(file);
  }

  @Test
  void namesThePlaceOfWhatIsNotThere() {
    byte[] pickle = new PickleWriter().op(Opcodes.EMPTY_DICT, Opcodes.TUPLE1).stop();
    Path file = TorchFiles.zip(folder.resolve("a.pth"), pickle, Map.of());
    TorchValue root = TorchFile.read(file);
    assertThatThrownBy(() -> root.item(0).get("state"))
        .isInstanceOf(UserError.class)
        .hasMessage(file + "[0] has no entry state; it is not the kind that was expected");
    assertThatThrownBy(() -> root.item(1))
        .isInstanceOf(UserError.class)
        .hasMessage(file + " has only 1 items; it lacks item 1");
    assertThatThrownBy(() -> root.item(0).array())
        .isInstanceOf(UserError.class)
        .hasMessage(file + "[0] is a dictionary where a tensor was expected");
  }

  private TorchValue read(String caseName, String file) {
    return TorchFile.read(Golden.copy(caseName, file, folder.resolve(file)));
  }

  private static HostArray scalar(int value) {
    return HostArray.of(Shape.scalar(), value);
  }
}
