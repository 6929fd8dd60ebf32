package org.ncsn.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a worker says of itself when it is warm.
 *
 * @param backend engine and version
 * @param flops floating-point operations of one run; 0 if it does not count them
 * @param ceiling the fastest convolution here, in operations a second; 0 if it was not measured
 * @param heldBytes what the program holds at its peak, as planned
 * @param compileSeconds tracing, simplifying and compiling
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BenchReady(
    String backend,
    long parameters,
    long flops,
    double ceiling,
    long heldBytes,
    double compileSeconds) {}
