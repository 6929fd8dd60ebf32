package org.ncsn.data.image;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.ByteImages;
import org.ncsn.data.Dataset;

/**
 * Pictures as a data set that decodes what is asked for. In place of a picture that cannot be read
 * stands the next one in the list that can, whatever was asked for before: the same numbers always
 * give the same images.
 */
final class DecodedImages implements Dataset {
  private final PictureLoader loader;
  private final List<String> names;

  /**
   * @param names the pictures of this set
   */
  DecodedImages(PictureLoader loader, List<String> names) {
    this.loader = loader;
    this.names = names;
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public Shape sampleShape() {
    return loader.sampleShape();
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.ncsn.error.UserError if more pictures than allowed, or all, cannot be read
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public HostArray batch(int... indices) {
    return ByteImages.batch(sampleShape(), this::image, indices);
  }

  private byte[] image(int index) {
    for (int tried = 0; tried < names.size(); tried++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while decoding");
      }
      int place = tried == 0 ? index : (index + tried) % names.size();
      Optional<byte[]> pixels = loader.load(names.get(place));
      if (pixels.isPresent()) {
        return pixels.get();
      }
    }
    throw loader.noneReadable(names.size());
  }
}
