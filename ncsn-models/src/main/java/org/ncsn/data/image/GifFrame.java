package org.ncsn.data.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first frame of a GIF file. Comments and all else that may precede it are left out: readers
 * have been seen to take time with them that grows with the square of their length.
 */
final class GifFrame {
  private static final int HEADER_BYTES = 13;
  private static final int SCREEN_AT = 6;
  private static final int FLAGS_AT = 10;
  private static final int FRAME_BYTES = 10;
  private static final int FRAME_FLAGS_AT = 9;

  private static final int HAS_PALETTE = 0x80;
  private static final int PALETTE_SIZE = 7;
  private static final int COLOUR_BYTES = 3;

  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int END = 0x3B;
  private static final int CONTROL = 0xF9;
  private static final int CONTROL_BYTES = 8;
  private static final int TRANSPARENT = 1;
  private static final int TRANSPARENT_COLOUR_AT = 6;

  private final byte[] file;
  private final Canvas canvas;

  private GifFrame(byte[] file, Canvas canvas) {
    this.file = file;
    this.canvas = canvas;
  }

  /**
   * Finds the first frame.
   *
   * @throws IOException if there is none, or it is cut off
   */
  static GifFrame of(byte[] file) throws IOException {
    try {
      return read(file);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("it is cut off", e);
    }
  }

  /** This frame alone, as a file. */
  byte[] file() {
    return file;
  }

  /** What it is drawn on. */
  Canvas canvas() {
    return canvas;
  }

  private static GifFrame read(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = HEADER_BYTES + paletteBytes(in.get(FLAGS_AT));
    int palette = HEADER_BYTES;
    int beginning = at;
    byte[] control = {};
    while (in.get(at) == EXTENSION) {
      if (Byte.toUnsignedInt(in.get(at + 1)) == CONTROL) {
        control = Arrays.copyOfRange(file, at, at + CONTROL_BYTES);
      }
      at = endOfBlocks(in, at + 2);
    }
    if (in.get(at) != FRAME) {
      throw new IOException("it has no frame");
    }
    int frame = at;
    int ownPalette = paletteBytes(in.get(frame + FRAME_FLAGS_AT));
    if (ownPalette > 0) {
      palette = frame + FRAME_BYTES;
    }
    int end = endOfBlocks(in, frame + FRAME_BYTES + ownPalette + 1);
    ByteArrayOutputStream alone = new ByteArrayOutputStream();
    alone.write(file, 0, beginning);
    alone.write(control, 0, control.length);
    alone.write(file, frame, end - frame);
    alone.write(END);
    boolean coloured = ownPalette > 0 || beginning > HEADER_BYTES;
    return new GifFrame(
        alone.toByteArray(),
        new Canvas(
            word(in, SCREEN_AT),
            word(in, SCREEN_AT + 2),
            word(in, frame + 1),
            word(in, frame + 3),
            coloured ? colour(in, palette + COLOUR_BYTES * around(control)) : 0));
  }

  /** Which colour is around the frame: the transparent one, or else the first, as PIL has it. */
  private static int around(byte[] control) {
    boolean transparent = control.length > 0 && (control[3] & TRANSPARENT) != 0;
    return transparent ? Byte.toUnsignedInt(control[TRANSPARENT_COLOUR_AT]) : 0;
  }

  private static int colour(ByteBuffer in, int at) {
    return Byte.toUnsignedInt(in.get(at)) << 16
        | Byte.toUnsignedInt(in.get(at + 1)) << 8
        | Byte.toUnsignedInt(in.get(at + 2));
  }

  private static int word(ByteBuffer in, int at) {
    return Short.toUnsignedInt(in.getShort(at));
  }

  private static int paletteBytes(byte flags) {
    return (flags & HAS_PALETTE) == 0 ? 0 : COLOUR_BYTES << ((flags & PALETTE_SIZE) + 1);
  }

  /** Behind pieces that begin with their length, of which the last is empty. */
  private static int endOfBlocks(ByteBuffer in, int from) {
    int at = from;
    for (int length = in.get(at); length != 0; length = in.get(at)) {
      at += 1 + Byte.toUnsignedInt((byte) length);
    }
    return at + 1;
  }
}
