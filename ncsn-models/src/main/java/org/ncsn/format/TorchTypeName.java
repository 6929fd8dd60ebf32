package org.ncsn.format;

import java.util.Optional;
import java.util.regex.Pattern;
import org.ncsn.io.UnsupportedTypeException;

/**
 * What PyTorch calls a type of numbers, a class of storages, or a function that makes tensors of
 * such: a name, which nothing here calls.
 */
record TorchTypeName(String name) {
  /** The types that are read, for messages. */
  static final String READ = "float and integer tensors of any size";

  private static final String TYPES = "b?float|complex|q?u?int|bool|half|double|short|long";
  private static final Pattern KNOWN =
      Pattern.compile(
          "torch\\.(("
              + TYPES
              + ")[0-9a-z_]*|(storage\\.)?[A-Z]\\w*Storage)"
              + "|torch\\._utils\\._rebuild_\\w+");

  /** The type, if this is how PyTorch names one. */
  static Optional<TorchTypeName> of(String path) {
    return KNOWN.matcher(path).matches()
        ? Optional.of(new TorchTypeName(PickleRules.printable(path)))
        : Optional.empty();
  }

  /** Whether tensors of it say only later, and elsewhere, what their numbers are. */
  boolean isUntyped() {
    return name.endsWith(".UntypedStorage");
  }

  /** The error for a tensor of this type. */
  UnsupportedTypeException unread() {
    return new UnsupportedTypeException(name, READ);
  }

  /** The error for a tensor that this function would make of these arguments. */
  UnsupportedTypeException unread(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof TorchTypeName type && !type.isUntyped()) {
        return type.unread();
      }
    }
    return unread();
  }
}
