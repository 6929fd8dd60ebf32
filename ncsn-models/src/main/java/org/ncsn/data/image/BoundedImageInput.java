package org.ncsn.data.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory, whose end is an end: some readers take what is missing for zeros, and would
 * make up millions of pixels from a file of fifty bytes.
 */
final class BoundedImageInput extends ImageInputStreamImpl {
  /** Readers look ahead, and try again in smaller pieces. */
  private static final int MOST_TRIES_BEYOND = 1024;

  private final byte[] file;
  private int triesBeyond;

  BoundedImageInput(byte[] file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    if (streamPos >= file.length) {
      return beyond();
    }
    return Byte.toUnsignedInt(file[(int) streamPos++]);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= file.length) {
      return beyond();
    }
    int count = (int) Math.min(length, file.length - streamPos);
    System.arraycopy(file, (int) streamPos, to, offset, count);
    streamPos += count;
    return count;
  }

  private int beyond() throws IOException {
    triesBeyond++;
    if (triesBeyond > MOST_TRIES_BEYOND) {
      throw new IOException("it is cut off");
    }
    return -1;
  }

  @Override
  public long length() {
    return file.length;
  }
}
