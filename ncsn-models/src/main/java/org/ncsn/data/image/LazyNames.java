package org.ncsn.data.image;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** Names of more pictures than should be in memory, made when they are asked for. */
final class LazyNames extends AbstractList<String> implements RandomAccess {
  private final int size;
  private final IntFunction<String> maker;

  LazyNames(int size, IntFunction<String> maker) {
    this.size = size;
    this.maker = maker;
  }

  @Override
  public String get(int index) {
    return maker.apply(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
