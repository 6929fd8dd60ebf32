package org.ncsn.cli.show;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.cli.experiment.LatentWay;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.error.UserError;
import org.ncsn.flow.Latents;
import org.ncsn.flow.Latents.Moved;
import org.ncsn.nn.Weights;
import org.ncsn.ode.IntegrationFailure;
import org.ncsn.tensor.Scope;

/** Images on their way to latents and back, some at a time. */
final class LatentImages {
  /** More at once are no faster. */
  private static final int USUAL_BATCH = 50;

  private final TestRun run;
  private final LatentWay way;
  private final Interruption interruption;

  /**
   * @param interruption ends the way without a result
   */
  LatentImages(TestRun run, Interruption interruption) {
    this.run = run;
    this.way = run.experiment().latents();
    this.interruption = interruption;
  }

  /**
   * Images and how many evaluations of the network took them where they are.
   *
   * @param images {@code [N,...]}
   * @param evaluations of each
   */
  record Arrived(HostArray images, IntSummaryStatistics evaluations) {
    /** The evaluations in words: their mean, and the least and the most of an image. */
    String told() {
      return String.format(
          Locale.ROOT,
          "%.0f (%d to %d)",
          evaluations.getAverage(),
          evaluations.getMin(),
          evaluations.getMax());
    }
  }

  /** One of the two ways. */
  private interface Leg {
    Moved of(Latents latents, Weights weights, HostArray from);
  }

  /**
   * The latents of images.
   *
   * @param pixels {@code [N,H,W,C]} in the space of pixels
   * @throws UserError if they cannot be found, or Ctrl-C ended it
   */
  Arrived encoded(HostArray pixels) {
    return moved("encoding", run.experiment().range().of(pixels), Latents::encode);
  }

  /**
   * The images of latents, in the space of pixels.
   *
   * @throws UserError if they cannot be found, or Ctrl-C ended it
   */
  Arrived decoded(HostArray latents) {
    Arrived found = moved("decoding", latents, Latents::decode);
    return new Arrived(run.experiment().pixels(found.images()), found.evaluations());
  }

  private Arrived moved(String label, HostArray from, Leg leg) {
    int count = from.shape().extent(0);
    int atOnce = Math.min(count, run.output().batch().orElse(USUAL_BATCH));
    HostArray to = HostArray.zeros(from.type());
    int[] evaluations = new int[count];
    int whole = count / atOnce * atOnce;
    try (Scope scope = Scope.open();
        Progress progress = Progress.of(Counted.IMAGES, label, count, run.console())) {
      Weights weights = run.weights().on(run.backend());
      Part part = new Part(from, to, evaluations, weights, leg, progress);
      part.move(0, whole, atOnce);
      part.move(whole, count, count - whole);
    } catch (IntegrationFailure failure) {
      throw new UserError(
          failure.getMessage()
              + "; the network is not trained enough, or raise sampler.tolerance (--tolerance)",
          failure);
    }
    return new Arrived(to, Arrays.stream(evaluations).summaryStatistics());
  }

  /** Images of one way, moved so many at a time. */
  private final class Part {
    private final HostArray from;
    private final HostArray to;
    private final int[] evaluations;
    private final Weights weights;
    private final Leg leg;
    private final Progress progress;

    Part(
        HostArray from,
        HostArray to,
        int[] evaluations,
        Weights weights,
        Leg leg,
        Progress progress) {
      this.from = from;
      this.to = to;
      this.evaluations = evaluations;
      this.weights = weights;
      this.leg = leg;
      this.progress = progress;
    }

    void move(int begin, int end, int atOnce) {
      if (begin == end) {
        return;
      }
      TensorType batch = from.type().with(from.shape().with(0, atOnce));
      int length = from.shape().intSize() / from.shape().extent(0);
      try (Latents latents = new Latents(run.backend(), way.score(), way.flow(), batch)) {
        for (int first = begin; first < end; first += atOnce) {
          Moved moved = leg.of(latents, weights, from.slice(first, first + atOnce));
          HostArray.copy(moved.samples(), 0, to, first * length, atOnce * length);
          int before = first;
          IntStream.range(0, atOnce)
              .forEach(i -> evaluations[before + i] = moved.evaluations().ints()[i]);
          progress.step(first + atOnce, "");
          if (interruption.requested()) {
            throw new UserError("interrupted: nothing is written");
          }
        }
      }
    }
  }
}
