package org.ncsn.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** The class of each of some samples: what a photograph shows, which digit a picture is of. */
public final class Classes {
  private final int count;
  private final int[] each;

  private Classes(int count, int[] each) {
    this.count = count;
    this.each = each;
  }

  /**
   * The classes of samples.
   *
   * @param count how many classes there are
   * @param each the class of each sample, 0 to {@code count - 1}
   * @throws IllegalArgumentException if a sample is of none of them
   */
  public static Classes of(int count, int... each) {
    for (int index : each) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "classes: there is no class " + index + ", they are numbered 0 to " + (count - 1));
      }
    }
    return new Classes(count, each.clone());
  }

  /**
   * The classes of samples as data sets publish them: one byte each.
   *
   * @param count how many classes there are
   * @throws IOException if a sample is of none of them
   */
  static Classes read(int count, byte[] labels) throws IOException {
    int[] each = new int[labels.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = Byte.toUnsignedInt(labels[i]);
      if (each[i] >= count) {
        throw new IOException(
            String.format(Locale.ROOT, "its label %d is not one of 0 to %d", each[i], count - 1));
      }
    }
    return new Classes(count, each);
  }

  /** The classes of all samples of several parts, of which there is at least one. */
  static Classes concat(List<Classes> parts) {
    int[] all = parts.stream().flatMapToInt(part -> Arrays.stream(part.each)).toArray();
    return new Classes(parts.get(0).count, all);
  }

  /** How many classes there are. */
  public int count() {
    return count;
  }

  /** Of how many samples the class is known. */
  public int samples() {
    return each.length;
  }

  /** The class of one sample. */
  public int at(int sample) {
    return each[sample];
  }

  /**
   * The classes of some samples, as networks and losses take them.
   *
   * @return {@code int32 [n]}
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public HostArray batch(int... samples) {
    return HostArray.of(Shape.of(samples.length), of(samples));
  }

  /**
   * The classes of samples next to each other, which are numbered from 0 then.
   *
   * @param from the first one's number
   * @param to the number behind the last one's
   */
  public Classes range(int from, int to) {
    return new Classes(count, Arrays.copyOfRange(each, from, to));
  }

  /** The classes of some samples, which are numbered from 0 then. */
  Classes chosen(int... samples) {
    return new Classes(count, of(samples));
  }

  private int[] of(int... samples) {
    return Arrays.stream(samples).map(this::at).toArray();
  }
}
