package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.ByteImages;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Prefetch;
import org.ncsn.data.Preparation;
import org.ncsn.error.UserError;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.training.TrainingFeed.Portion;

class PrefetchTest {
  private static final int STEPS = 40;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "4, 5", "8, 2"})
  void givesWhatTheFeedGivesHoweverManyPrepareIt(int threads, int ahead) {
    TrainingFeed feed = feed();
    List<Portion> expected = new ArrayList<>();
    for (int step = 3; step < STEPS; step++) {
      expected.add(feed.at(step));
    }

    List<Portion> portions = new ArrayList<>();
    try (Prefetch<Portion> prefetch = new Prefetch<>(feed()::at, 3, STEPS, threads, ahead)) {
      for (int step = 3; step < STEPS; step++) {
        portions.add(prefetch.take());
      }
    }

    assertThat(portions).isEqualTo(expected);
  }

  @Test
  void preparesNoFurtherAheadThanItMay() {
    AtomicInteger prepared = new AtomicInteger();
    LongFunction<Portion> counting =
        step -> {
          prepared.incrementAndGet();
          return portion();
        };
    try (Prefetch<Portion> prefetch = new Prefetch<>(counting, 0, 100, 4, 3)) {
      for (int taken = 1; taken <= 20; taken++) {
        prefetch.take();
        assertThat(prepared.get()).isBetween(taken, taken + 3);
      }
    }
  }

  @Test
  void preparesNothingBehindTheLastStep() {
    AtomicInteger prepared = new AtomicInteger();
    LongFunction<Portion> counting =
        step -> {
          prepared.incrementAndGet();
          return portion();
        };
    try (Prefetch<Portion> prefetch = new Prefetch<>(counting, 5, 7, 2, 5)) {
      prefetch.take();
      prefetch.take();
    }
    assertThat(prepared).hasValue(2);
  }

  @Test
  void throwsAtItsStepWhatWentWrong() {
    LongFunction<Portion> failing =
        step -> {
          if (step == 2) {
            throw new UserError("the disk with the images is gone");
          }
          if (step == 3) {
            throw new OutOfMemoryError("too many");
          }
          return portion();
        };
    try (Prefetch<Portion> prefetch = new Prefetch<>(failing, 0, 9, 2, 4)) {
      prefetch.take();
      prefetch.take();
      assertThatThrownBy(prefetch::take)
          .isInstanceOf(UserError.class)
          .hasMessage("the disk with the images is gone");
      assertThatThrownBy(prefetch::take).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void waitsForItsThreadsToStopWhenItIsClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger stopped = new AtomicInteger();
    LongFunction<Portion> endless =
        step -> {
          begun.countDown();
          try {
            TimeUnit.HOURS.sleep(1);
          } catch (InterruptedException e) {
            stopped.incrementAndGet();
          }
          return portion();
        };
    Prefetch<Portion> prefetch = new Prefetch<>(endless, 0, 9, 1, 2);
    begun.await();

    prefetch.close();

    assertThat(stopped).hasValue(1);
  }

  private static Portion portion() {
    return new Portion(HostArray.of(Shape.of(1), 1f), List.of());
  }

  private static TrainingFeed feed() {
    byte[] pixels = new byte[10 * 2 * 2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (5 * i);
    }
    return new TrainingFeed(
        new ByteImages(Shape.of(10, 2, 2, 1), pixels),
        3,
        new Preparation(true, PixelRange.UNIT),
        ScoreMatching.training(
            new RefineNet(1, 2, true, ConditionalInstanceNormPlus.forLevels(4)),
            new AnnealedDenoising(NoiseLevels.geometric(1, 0.1, 4), 2)),
        NoiseSource.seeded(1));
  }
}
