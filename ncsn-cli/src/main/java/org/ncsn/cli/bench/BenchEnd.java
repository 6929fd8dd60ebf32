package org.ncsn.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a worker says at its end.
 *
 * @param residentBytes the process's peak of resident memory; 0 where the system does not tell
 * @param heapBytes the peak of Java's heap
 * @param ceiling the fastest convolution, measured once more
 * @param directCeiling the fastest convolution that multiplies every pair of numbers
 * @param copyBytesPerSecond how fast memory is gone through, if a profile was asked for; else 0
 * @param profile time by steps, if it was asked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BenchEnd(
    long residentBytes,
    long heapBytes,
    double ceiling,
    double directCeiling,
    double copyBytesPerSecond,
    List<ProfileLine> profile) {
  BenchEnd {
    profile = profile == null ? List.of() : List.copyOf(profile);
  }

  /**
   * Steps of one name in one run.
   *
   * @param bytes that they read and wrote
   * @param seconds that they took
   */
  record ProfileLine(String name, long calls, long bytes, double seconds) {
    double bytesPerSecond() {
      return bytes / seconds;
    }
  }
}
