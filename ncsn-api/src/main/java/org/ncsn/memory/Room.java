package org.ncsn.memory;

/**
 * What one limit leaves.
 *
 * @param limit what limits, in words that end the sentence "so much is left of", for example {@code
 *     the process's limit (ulimit -v)}
 * @param free bytes that may still be asked for; what the system keeps of files counts as free
 * @param held bytes that this process has of what the limit counts. What it has freed itself may be
 *     among them: allocators keep it for the next request.
 */
public record Room(String limit, long free, long held) {}
