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
 * @param profile time by primitive, if it was asked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BenchEnd(
    long residentBytes,
    long heapBytes,
    double ceiling,
    double directCeiling,
    List<ProfileLine> profile) {
  BenchEnd {
    profile = profile == null ? List.of() : List.copyOf(profile);
  }

  /**
   * @param seconds of one run
   */
  record ProfileLine(String primitive, long calls, double seconds) {}
}
