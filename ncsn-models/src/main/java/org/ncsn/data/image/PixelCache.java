package org.ncsn.data.image;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes of images that were decoded before, as many as fit into a quarter of Java's heap. What is
 * kept stays, so that a data set that fits is decoded once; of a larger one the rest is decoded in
 * every epoch.
 */
final class PixelCache {
  private static final int SHARE_OF_HEAP = 4;

  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final long most;

  /**
   * @param most how many images may be kept
   */
  PixelCache(long most) {
    this.most = most;
  }

  /** One for images of so many bytes each. */
  static PixelCache forImagesOf(int bytes) {
    return new PixelCache(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / bytes);
  }

  /** An image's bytes, if they are kept. */
  Optional<byte[]> get(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  /**
   * Keeps an image's bytes if there is room. Threads that come together may overshoot by one each.
   */
  void put(String name, byte[] pixels) {
    if (kept.size() < most) {
      kept.put(name, pixels);
    }
  }

  /** How many images are kept. */
  int size() {
    return kept.size();
  }
}
