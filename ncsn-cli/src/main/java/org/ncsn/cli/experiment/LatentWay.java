package org.ncsn.cli.experiment;

import org.ncsn.flow.Flow;
import org.ncsn.score.ScoreFunction;

/**
 * The way between images and their latents.
 *
 * @param score of images of any class
 * @param flow that leads along it
 */
public record LatentWay(ScoreFunction score, Flow flow) {}
