package org.ncsn.cli.config;

import org.ncsn.error.UserError;

/**
 * A number that a config gives, or leaves to be found when a training begins: from its data, and
 * from what is known of them. A run's own config holds what was found.
 */
public sealed interface Auto<T extends Number> {
  /** What a config says in place of the number. */
  String WORD = "auto";

  /** A number that is known. */
  static <T extends Number> Auto<T> of(T number) {
    return new Known<>(number);
  }

  /** Whether the number is yet to be found. */
  boolean isOpen();

  /**
   * The number.
   *
   * @throws UserError that says where it can be had from, if it is not known
   */
  T number();

  /** What is known. */
  record Known<T extends Number>(T number) implements Auto<T> {
    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public String toString() {
      return number.toString();
    }
  }

  /**
   * What is to be found.
   *
   * @param file that leaves it open
   * @param place file, line and key
   */
  record Open<T extends Number>(String file, String place) implements Auto<T> {
    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public T number() {
      throw new UserError(
          place
              + ": auto becomes a number when a training begins; here put in the one that 'ncsn"
              + " levels --config "
              + file
              + "' prints");
    }

    /** Where it is left open makes no difference. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Open<?>;
    }

    @Override
    public int hashCode() {
      return WORD.hashCode();
    }

    @Override
    public String toString() {
      return WORD;
    }
  }
}
