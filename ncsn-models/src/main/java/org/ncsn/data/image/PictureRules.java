package org.ncsn.data.image;

/**
 * What is made of pictures.
 *
 * @param side height and width of the images, in pixels
 * @param channels 1 for grey, 3 for colour
 * @param maxCorrupt how many pictures may be unreadable
 * @param observer learns which ones are
 */
public record PictureRules(int side, int channels, int maxCorrupt, Observer observer) {

  /** Learns of every picture that is skipped, once; on any thread. */
  @FunctionalInterface
  public interface Observer {
    /**
     * @param picture the file; of an archive, the entry's name behind the archive's, which need not
     *     be a path that this system can have
     * @param reason why it could not be read
     */
    void skipped(String picture, String reason);
  }
}
