package org.ncsn.checkpoint;

/**
 * Which network a file is asked for, in the words of whoever asks.
 *
 * @param name what it is called: "the one that the config describes"
 * @param remedy what to do if the file holds another
 * @param remedyOfSeveral what to do if it holds several, and none that is wanted
 */
public record Wanted(String name, String remedy, String remedyOfSeveral) {
  /** A network that a config describes. */
  static final Wanted CONFIGURED =
      new Wanted(
          "the one that the config describes",
          "use the config that it was trained with",
          "use the config that it was trained with, or learn with --entry what does not fit");

  /** A network that no config describes. */
  public Wanted(String name, String remedy) {
    this(name, remedy, remedy);
  }
}
