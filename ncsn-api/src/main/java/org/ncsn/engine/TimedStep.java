package org.ncsn.engine;

/**
 * How long a step of a program took.
 *
 * @param name what was computed, as the engine calls it
 * @param bytes of the arrays that it read and wrote, each counted once
 * @param nanoseconds that it took
 */
public record TimedStep(String name, long bytes, long nanoseconds) {}
