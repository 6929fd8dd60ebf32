package org.ncsn.data.image;

/** What becomes of a picture's alpha channel. */
enum Transparency {
  /** Colours are as they are stored, as in torchvision. */
  LEFT_OUT,

  /** The picture lies on black: what is transparent is black. */
  ON_BLACK
}
