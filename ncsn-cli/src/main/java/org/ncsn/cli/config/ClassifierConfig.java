package org.ncsn.cli.config;

/**
 * The section {@code classifier}: NoisyClassifierRunner's network, as large as it was published
 * where nothing is said.
 *
 * @param blocks residual blocks in each of three groups
 * @param widen times 16, 32 and 64 are the channels of these
 */
public record ClassifierConfig(
    @Setting(least = 1, most = 1000, orElse = "4") int blocks,
    @Setting(least = 1, most = 1000, orElse = "10") int widen) {}
