package org.ncsn.cli.evaluation;

import java.util.Locale;
import org.ncsn.data.Dataset;

/**
 * Images that are measured.
 *
 * @param images all of them, {@code [H,W,C]} of values in [0,1]
 * @param told which ones, for people to read: behind a number of them
 * @param place where they are, for messages
 */
public record ImageSource(Dataset images, String told, String place) {
  /** How many images, and which. */
  public String counted() {
    return String.format(Locale.ROOT, "%,d %s", images.size(), told);
  }
}
