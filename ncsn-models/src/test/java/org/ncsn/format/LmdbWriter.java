package org.ncsn.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Makes LMDB files for tests: full pages, headers that are equal but for their transaction. */
public final class LmdbWriter {
  private static final int HEADER = 16;
  private static final int NODE = 8;

  private final int pageSize;
  private final List<ByteBuffer> pages = new ArrayList<>();
  private int overflowPages;
  private int branches;

  private LmdbWriter(int pageSize) {
    this.pageSize = pageSize;
    page(8);
    page(8);
  }

  /** A file of these entries. */
  public static byte[] file(int pageSize, SortedMap<String, byte[]> entries) {
    return new LmdbWriter(pageSize).written(entries);
  }

  /** A node and the key that leads to it. */
  private record Child(String key, long page) {}

  private byte[] written(SortedMap<String, byte[]> entries) {
    List<Child> level = leaves(entries);
    int leaves = level.size();
    int depth = leaves == 0 ? 0 : 1;
    while (level.size() > 1) {
      level = above(level);
      depth++;
    }
    long root = level.isEmpty() ? -1 : level.get(0).page();
    for (int i = 0; i < 2; i++) {
      ByteBuffer meta = pages.get(i);
      meta.putInt(16, 0xBEEFC0DE).putInt(20, 1).putLong(32, 1 << 30);
      meta.putInt(40, pageSize).putShort(44, (short) 8).putLong(80, -1);
      meta.putShort(94, (short) depth).putLong(96, branches).putLong(104, leaves);
      meta.putLong(112, overflowPages).putLong(120, entries.size()).putLong(128, root);
      meta.putLong(136, pages.size() - 1).putLong(144, i);
    }
    ByteBuffer file = ByteBuffer.allocate(pages.size() * pageSize);
    pages.forEach(file::put);
    return file.array();
  }

  private List<Child> leaves(SortedMap<String, byte[]> entries) {
    List<Child> leaves = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] key = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
      byte[] value = entry.getValue();
      boolean elsewhere = NODE + key.length + value.length > (pageSize - HEADER) / 2 - 2;
      int there = elsewhere ? overflow(value) : 0;
      int content = key.length + (elsewhere ? Long.BYTES : value.length);
      if (leaves.isEmpty()
          || !fits(pages.get((int) leaves.get(leaves.size() - 1).page()), content)) {
        leaves.add(new Child(entry.getKey(), page(2)));
      }
      ByteBuffer page = pages.get((int) leaves.get(leaves.size() - 1).page());
      int at = node(page, content);
      page.putInt(at, value.length).putShort(at + 4, (short) (elsewhere ? 1 : 0));
      page.putShort(at + 6, (short) key.length).put(at + NODE, key);
      if (elsewhere) {
        page.putLong(at + NODE + key.length, there);
      } else {
        page.put(at + NODE + key.length, value);
      }
    }
    return leaves;
  }

  private List<Child> above(List<Child> below) {
    List<Child> level = new ArrayList<>();
    for (Child child : below) {
      byte[] key = child.key().getBytes(StandardCharsets.ISO_8859_1);
      if (level.isEmpty()
          || !fits(pages.get((int) level.get(level.size() - 1).page()), key.length)) {
        level.add(new Child(child.key(), page(1)));
        branches++;
        key = new byte[0];
      }
      ByteBuffer page = pages.get((int) level.get(level.size() - 1).page());
      int at = node(page, key.length);
      page.putInt(at, (int) child.page()).putShort(at + 6, (short) key.length);
      page.put(at + NODE, key);
    }
    return level;
  }

  private int overflow(byte[] value) {
    int count = (HEADER + value.length - 1) / pageSize + 1;
    ByteBuffer whole = ByteBuffer.allocate(count * pageSize).order(ByteOrder.LITTLE_ENDIAN);
    int first = pages.size();
    whole.putLong(0, first).putShort(10, (short) 4).putInt(12, count).put(HEADER, value);
    for (int i = 0; i < count; i++) {
      byte[] part = new byte[pageSize];
      whole.get(i * pageSize, part);
      pages.add(ByteBuffer.wrap(part));
    }
    overflowPages += count;
    return first;
  }

  private int page(int flags) {
    ByteBuffer page = ByteBuffer.allocate(pageSize).order(ByteOrder.LITTLE_ENDIAN);
    page.putLong(0, pages.size()).putShort(10, (short) flags);
    page.putShort(12, (short) HEADER).putShort(14, (short) pageSize);
    pages.add(page);
    return pages.size() - 1;
  }

  private static boolean fits(ByteBuffer page, int content) {
    int free = Short.toUnsignedInt(page.getShort(14)) - Short.toUnsignedInt(page.getShort(12));
    return free >= Short.BYTES + NODE + content + 1;
  }

  /** Room for a node, at an even place. */
  private static int node(ByteBuffer page, int content) {
    int lower = Short.toUnsignedInt(page.getShort(12));
    int at = (Short.toUnsignedInt(page.getShort(14)) - NODE - content) & ~1;
    page.putShort(lower, (short) at);
    page.putShort(12, (short) (lower + Short.BYTES)).putShort(14, (short) at);
    return at;
  }
}
