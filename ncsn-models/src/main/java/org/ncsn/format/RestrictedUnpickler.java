package org.ncsn.format;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads pickles of one kind of file, and nothing else.
 *
 * <p>A pickle is a small program that may name any function and call it. Here only the operations
 * that build numbers, strings and containers run, and what the {@link PickleRules} of that kind
 * allow: the switch in {@link #dispatch} is the whole list, and what it leaves out (among them all
 * that reach the library's own table of constructors) is refused. So are more operations or bytes
 * than any honest file has, which bounds the memory taken.
 */
final class RestrictedUnpickler extends Unpickler {
  private static final int MAX_OPERATIONS = 2_000_000;

  private final PickleRules rules;
  private int operations;

  RestrictedUnpickler(PickleRules rules) {
    this.rules = rules;
  }

  /**
   * Reads one pickle and leaves the stream right behind it.
   *
   * @return a tree of {@link PickleDict}, {@link List}, {@code Object[]} (a tuple), {@link String},
   *     {@link Boolean}, {@link Number}, null, and what the rules make
   * @throws IOException if it is damaged, too large, or wants anything else
   */
  @Override
  public Object load(InputStream stream) throws IOException {
    try {
      return super.load(new Bounded(stream, rules.maxBytes()));
    } catch (RuntimeException e) {
      // The library answers a malformed pickle with whatever its casts and lists throw.
      throw new IOException("its pickle is malformed", e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    if (++operations > MAX_OPERATIONS) {
      throw new IOException("its pickle is larger than that of any honest file");
    }
    switch (opcode) {
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.MARK,
          Opcodes.STOP,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BINFLOAT,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.TUPLE,
          Opcodes.EMPTY_LIST,
          Opcodes.APPEND,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET -> {
        return super.dispatch(opcode);
      }
      case Opcodes.BINUNICODE -> stack.add(text(bytes(wideLength())));
      case Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINBYTES ->
          stack.add(rules.byteString(bytes(PickleUtils.readbyte(input) & 0xff)));
      case Opcodes.BINSTRING, Opcodes.BINBYTES -> stack.add(rules.byteString(bytes(wideLength())));
      case Opcodes.APPENDS -> appendAll();
      case Opcodes.EMPTY_DICT -> stack.add(new PickleDict());
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        Object key = stack.pop();
        ((PickleDict) stack.peek()).put(key, value);
      }
      case Opcodes.SETITEMS -> putAll(stack.pop_all_since_marker());
      case Opcodes.GLOBAL ->
          stack.add(rules.find(PickleUtils.readline(input), PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(rules.find((String) stack.pop(), name));
      }
      case Opcodes.BINPERSID -> stack.add(rules.persistent((Object[]) stack.pop()));
      case Opcodes.REDUCE -> {
        Object[] arguments = (Object[]) stack.pop();
        stack.add(rules.call(stack.pop(), arguments));
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        rules.build(stack.peek(), state);
      }
      default ->
          throw new IOException(
              String.format(
                  Locale.ROOT, "its pickle uses operation 0x%02x, %s", opcode, rules.refusal()));
    }
    return NO_RETURN_VALUE;
  }

  private int wideLength() throws IOException {
    return PickleUtils.bytes_to_integer(input.readNBytes(Integer.BYTES));
  }

  /** Memory is taken as the bytes come, not as the length claims. */
  private byte[] bytes(int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ends within a text");
    }
    return bytes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  // The library trims the list after every batch, which takes quadratic time on hostile input.
  private void appendAll() throws IOException {
    List<Object> items = stack.pop_all_since_marker();
    for (Object item : items) {
      stack.add(item);
      super.dispatch(Opcodes.APPEND);
    }
  }

  private void putAll(List<Object> items) throws IOException {
    PickleDict dict = (PickleDict) stack.peek();
    for (int i = 0; i < items.size(); i += 2) {
      dict.put(items.get(i), items.get(i + 1));
    }
  }

  /** Ends the stream where no honest pickle still goes on. */
  private static final class Bounded extends FilterInputStream {
    private int left;

    Bounded(InputStream in, int bytes) {
      super(in);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? super.read() : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = left > 0 ? super.read(target, offset, Math.min(length, left)) : -1;
      left -= Math.max(count, 0);
      return count;
    }
  }
}
