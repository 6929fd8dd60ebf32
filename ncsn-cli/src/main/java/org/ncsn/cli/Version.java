package org.ncsn.cli;

/** The program's version. */
final class Version {
  private Version() {}

  /** As the build put it into the jar's manifest; {@code development} outside of a jar. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
