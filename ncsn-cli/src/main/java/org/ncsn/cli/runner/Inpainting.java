package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be completed.
 *
 * @param images how many images of the test set
 * @param completions of each image
 * @param mask a picture that is white where pixels are known; by default the left half is
 */
public record Inpainting(int images, int completions, Optional<Path> mask) {}
