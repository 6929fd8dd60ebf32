package org.ncsn.cli.bench;

/** Something that is run again and again. */
interface Measured extends AutoCloseable {
  /** One run. */
  void run();

  long parameters();

  @Override
  void close();
}
