package org.ncsn.io;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.error.UserError;

/**
 * Turns what went wrong with a file into one line for a person: which file, what, and what to do.
 */
public final class FileErrors {
  private FileErrors() {}

  /**
   * The error for a file that could not be read.
   *
   * @param kind what the file should have been, for example {@code "IDX file"}
   * @param remedy what to do if its content is at fault, for example {@code "download it again"}
   */
  public static UserError cannotRead(Path file, String kind, String remedy, IOException cause) {
    String reason = reason(cause);
    if (isMissing(cause, reason)) {
      return new UserError(file + " does not exist; check the path", cause);
    }
    if (isForbidden(cause, reason)) {
      return new UserError(file + " may not be read; change its permissions", cause);
    }
    if (cause instanceof NoRegularFileException) {
      return new UserError(
          file + " is not a usable " + kind + ": " + reason + "; name a file", cause);
    }
    if (cause instanceof UnsupportedTypeException) {
      return new UserError(file + ": " + reason + "; save it again as float32", cause);
    }
    return new UserError(file + " is not a usable " + kind + ": " + reason + "; " + remedy, cause);
  }

  /** The error for a file that could not be written. */
  public static UserError cannotWrite(Path file, IOException cause) {
    String reason = reason(cause);
    String lower = reason.toLowerCase(Locale.ROOT);
    Path folder = file.toAbsolutePath().getParent();
    String problem;
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      problem = "the disk is full; free some space or choose another folder";
    } else if (isForbidden(cause, reason) || lower.contains("read-only")) {
      problem = "the folder " + folder + " cannot be written to; change that or choose another";
    } else if (isMissing(cause, reason)) {
      problem = "the folder " + folder + " does not exist; create it or choose another";
    } else {
      problem = reason + "; check the folder " + folder;
    }
    return new UserError("cannot write " + file + ": " + problem, cause);
  }

  private static boolean isMissing(IOException cause, String reason) {
    return cause instanceof NoSuchFileException || reason.contains("No such file or directory");
  }

  private static boolean isForbidden(IOException cause, String reason) {
    return cause instanceof AccessDeniedException || reason.contains("Permission denied");
  }

  /** What Java's libraries say by the class of an error alone; empty if it is none of those. */
  private static String untold(IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (cause instanceof FileSystemLoopException) {
      return "it contains itself";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "something of this name is in the way";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (cause instanceof ClosedChannelException) {
      return "it was interrupted";
    }
    return cause instanceof EOFException && cause.getMessage() == null ? "it ends too early" : "";
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    String untold = untold(cause);
    if (!untold.isEmpty()) {
      message = untold;
    } else if (cause instanceof FileSystemException problem && problem.getReason() != null) {
      message = problem.getReason();
    } else if (cause instanceof FileNotFoundException && message != null) {
      // "path (reason)": the path is said elsewhere.
      message = message.substring(message.lastIndexOf('(') + 1).replace(")", "");
    }
    return message == null || message.isBlank()
        ? "reading or writing it failed"
        : message.strip().replaceAll("\\s+", " ");
  }
}
