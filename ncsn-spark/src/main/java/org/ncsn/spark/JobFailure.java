package org.ncsn.spark;

/** The cluster gave a job up: its executors were lost too often, or a task failed each time. */
final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobFailure(Throwable cause) {
    super(firstLine(cause), cause);
  }

  /** What Spark says, without the traces of its machines. */
  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage())
        .lines()
        .findFirst()
        .orElse(cause.getClass().getSimpleName());
  }
}
