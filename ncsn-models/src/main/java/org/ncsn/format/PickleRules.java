package org.ncsn.format;

import java.io.IOException;

/** What the pickles of one kind of file may do beyond building containers, text and numbers. */
interface PickleRules {
  /** The largest honest pickle. */
  int maxBytes();

  /** Why everything else is refused: the end of a sentence that begins with what it wanted. */
  String refusal();

  /** What a byte string becomes. */
  Object byteString(byte[] bytes);

  /**
   * What a name stands for.
   *
   * @throws IOException if it is none that such files need
   */
  Object find(String module, String name) throws IOException;

  /**
   * Calls what {@link #find} gave.
   *
   * @throws IOException if it cannot be called, or not with these arguments
   */
  Object call(Object function, Object[] arguments) throws IOException;

  /**
   * Sets the state of an object.
   *
   * @throws IOException if it has none
   */
  void build(Object object, Object state) throws IOException;

  /**
   * What a reference to something outside of the pickle stands for.
   *
   * @throws IOException if there is nothing outside
   */
  Object persistent(Object[] id) throws IOException;

  /** A name as it may be printed, whatever it holds. */
  static String printable(String name) {
    String visible = name.replaceAll("[^\\p{Graph}]", "?");
    return visible.length() > 80 ? visible.substring(0, 80) + "..." : visible;
  }
}
