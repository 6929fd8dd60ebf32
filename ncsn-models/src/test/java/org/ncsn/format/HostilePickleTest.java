package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.error.UserError;

/** Pickles that somebody made to do harm. */
@Timeout(120)
class HostilePickleTest {
  private static final int[] PAIR = {2};
  private static final int[] DENSE = {1};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "__builtin__, eval",
    "builtins, getattr",
    "builtins, bytearray",
    "builtins, ValueError",
    "exceptions, ValueError",
    "decimal, Decimal",
    "datetime, date",
    "copy_reg, _reconstructor",
    "operator, attrgetter",
    "torch, load",
    "torch, save",
    "torch.nn.modules.linear, Linear",
    "os.path, join"
  })
  void runsNothing(String module, String name) {
    byte[] call =
        new PickleWriter()
            .global(module, name)
            .text("touch /tmp/owned")
            .op(Opcodes.TUPLE1, Opcodes.REDUCE)
            .stop();
    refuses(call, "it asks for " + module + "." + name + ", which building tensors never needs");
    byte[] stacked = new PickleWriter().text(module).text(name).op(Opcodes.STACK_GLOBAL).stop();
    refuses(stacked, "it asks for " + module + "." + name + ", which building tensors never needs");
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        Opcodes.INST,
        Opcodes.OBJ,
        Opcodes.NEWOBJ,
        Opcodes.NEWOBJ_EX,
        Opcodes.EXT1,
        Opcodes.EXT2,
        Opcodes.EXT4,
        Opcodes.PERSID,
        Opcodes.LONG4,
        Opcodes.LONG,
        Opcodes.BYTEARRAY8,
        Opcodes.NEXT_BUFFER,
        Opcodes.DUP,
        Opcodes.FROZENSET,
        0xff,
        0
      })
  void refusesOperationsThatCheckpointsDoNotUse(char opcode) {
    refuses(new PickleWriter().raw(opcode, 0, 0, 0, 0).stop(), "its pickle uses operation 0x");
  }

  @Test
  void setsNoAttributes() {
    refuses(
        new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.EMPTY_DICT, Opcodes.BUILD).stop(),
        "it sets attributes of an object");
  }

  @Test
  void makesNamesInMessagesHarmless() {
    refuses(new PickleWriter().global("\u001b[2J", "x".repeat(500)).stop(), "it asks for ?[2J.xxx");
  }

  @ParameterizedTest
  @CsvSource({
    "0x7ffffff0, it is cut short: its tensors take more bytes than it has",
    "1000000000, it is cut short: its tensors take more bytes than it has",
    "-1,         an array has the impossible extent -1"
  })
  void refusesStoragesLargerThanTheFile(String count, String reason) {
    int claimed = Integer.decode(count);
    refuses(new PickleWriter().tensor("0", claimed, 0, PAIR, DENSE).stop(), reason);
  }

  @Test
  void refusesManyStoragesOverTheSameBytes() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.MARK);
    for (int i = 0; i < 1000; i++) {
      pickle.tensor(Integer.toString(i), 100_000, 0, PAIR, DENSE);
    }
    refuses(pickle.op(Opcodes.APPENDS).stop(), "its tensors take more bytes than it has");
  }

  @Test
  void refusesTensorsThatReachBeyondTheirStorage() {
    refuses(new PickleWriter().tensor("0", 2, 1, PAIR, DENSE).stop(), "beyond its storage");
    refuses(new PickleWriter().tensor("0", 2, -1, PAIR, DENSE).stop(), "beyond its storage");
    refuses(
        new PickleWriter().tensor("0", 2, 0, PAIR, new int[] {-1}).stop(), "beyond its storage");
    refuses(
        new PickleWriter().tensor("0", 2, 0, PAIR, new int[] {Integer.MAX_VALUE}).stop(),
        "beyond its storage");
    refuses(new PickleWriter().tensor("0", 2, 0, PAIR, new int[] {}).stop(), "has 0 strides");
  }

  @Test
  void refusesTensorsThatGrow() {
    refuses(
        new PickleWriter().tensor("0", 2, 0, new int[] {1 << 30}, new int[] {0}).stop(),
        "is larger than its storage");
    refuses(
        new PickleWriter()
            .tensor("0", 2, 0, new int[] {1 << 30, 1 << 30, 1 << 30}, new int[] {0, 0, 0})
            .stop(),
        "more elements than fit in memory");
    refuses(
        new PickleWriter().tensor("0", 2, 0, new int[100], new int[100]).stop(),
        "has 100 axes, more than 64");
    PickleWriter views = new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.MARK);
    for (int i = 0; i < 100; i++) {
      views.tensor("0", 2, 0, PAIR, DENSE);
    }
    refuses(views.op(Opcodes.APPENDS).stop(), "its tensors repeat the same elements too often");
  }

  @Test
  void refusesOneStorageDescribedInTwoWays() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.MARK);
    pickle.tensor("0", 2, 0, PAIR, DENSE).tensor("0", 1, 0, DENSE, DENSE);
    refuses(pickle.op(Opcodes.APPENDS).stop(), "it describes one storage in two ways");
  }

  @Test
  void refusesTextsLongerThanTheFile() {
    for (int length : new int[] {Integer.MAX_VALUE, -1}) {
      byte[] pickle = new PickleWriter().op(Opcodes.BINUNICODE).int32(length).stop();
      assertThatThrownBy(() -> TorchFile.read(TorchFiles.both(folder, pickle).get(0)))
          .isInstanceOf(UserError.class);
    }
  }

  @Test
  void refusesAListInItself() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_LIST, Opcodes.BINPUT).raw(0);
    for (int i = 0; i < 3; i++) {
      pickle.op(Opcodes.BINGET).raw(0).op(Opcodes.APPEND);
    }
    refuses(pickle.stop(), "nested too deeply, contain themselves or repeat");
  }

  @Test
  void refusesADictionaryThatIsItsOwnKey() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_DICT, Opcodes.BINPUT).raw(0);
    pickle.op(Opcodes.BINGET).raw(0).op(Opcodes.NONE, Opcodes.SETITEM);
    refuses(pickle.stop(), "keys other than text and numbers");
  }

  /** A hash table compares keys of equal hashes and several classes one by one. */
  @Test
  void refusesManyKeysOfSeveralKinds() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_DICT, Opcodes.MARK);
    for (int i = 0; i < 2_000; i++) {
      pickle.number(i).op(Opcodes.NONE).text("k" + i).op(Opcodes.NONE);
    }
    refuses(
        pickle.op(Opcodes.SETITEMS).stop(), "a dictionary mixes thousands of texts and numbers");
  }

  @Test
  void readsAFewKeysOfSeveralKindsAndManyOfOne() {
    PickleWriter mixed = new PickleWriter().op(Opcodes.EMPTY_DICT, Opcodes.MARK);
    mixed.number(1).op(Opcodes.NONE).text("a").op(Opcodes.NONE);
    mixed.op(Opcodes.BINFLOAT).raw(0x40, 0, 0, 0, 0, 0, 0, 0).op(Opcodes.NONE, Opcodes.SETITEMS);
    PickleWriter texts = new PickleWriter().op(Opcodes.EMPTY_DICT, Opcodes.MARK);
    for (int i = 0; i < 2_000; i++) {
      texts.text("k" + i).op(Opcodes.NONE);
    }
    for (Path file : TorchFiles.both(folder, mixed.stop())) {
      assertThat(TorchFile.read(file).map().keySet()).isEqualTo(Set.of(1L, "a", 2.0));
    }
    for (Path file : TorchFiles.both(folder, texts.op(Opcodes.SETITEMS).stop())) {
      assertThat(TorchFile.read(file).size()).isEqualTo(2_000);
    }
  }

  @Test
  void refusesDeepNesting() {
    PickleWriter pickle = new PickleWriter();
    for (int i = 0; i < 100_000; i++) {
      pickle.op(Opcodes.EMPTY_LIST);
    }
    for (int i = 1; i < 100_000; i++) {
      pickle.op(Opcodes.APPEND);
    }
    refuses(pickle.stop(), "nested too deeply, contain themselves or repeat");
  }

  @Test
  void refusesAListThatDoublesAtEveryLevel() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.EMPTY_TUPLE);
    for (int i = 0; i < 50; i++) {
      pickle.op(Opcodes.BINPUT).raw(0).op(Opcodes.BINGET).raw(0).op(Opcodes.TUPLE2);
    }
    refuses(pickle.stop(), "nested too deeply, contain themselves or repeat");
  }

  @Test
  void refusesAFloodOfOperations() {
    PickleWriter pickle = new PickleWriter().op(Opcodes.NONE);
    for (int i = 0; i < 3_000_000; i++) {
      pickle.op(Opcodes.MEMOIZE);
    }
    refuses(pickle.stop(), "its pickle is larger than that of any honest file");
  }

  private void refuses(byte[] pickle, String reason) {
    TorchFiles.assertRefused(folder, pickle, reason);
  }
}
