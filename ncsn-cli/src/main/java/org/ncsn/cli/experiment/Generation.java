package org.ncsn.cli.experiment;

import java.util.Optional;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;

/**
 * How an experiment draws samples.
 *
 * @param model the score that they are drawn along; it takes the weights of the runner's network
 * @param followed the same as samplers follow it
 * @param method how they are drawn along it
 * @param start where they begin, in the space that the network works in
 * @param renewal how often the noise of known pixels is drawn when images are completed
 * @param classes what samples are to show, if that is said
 * @param samples how many a test draws
 * @param snapshotImages how many the picture of a network in training shows
 */
public record Generation(
    ScoreModel model,
    ScoreFunction followed,
    SamplingMethod method,
    Start start,
    Renewal renewal,
    Optional<SampledClasses> classes,
    int samples,
    int snapshotImages) {}
