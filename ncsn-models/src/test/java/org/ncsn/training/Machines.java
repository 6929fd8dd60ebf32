package org.ncsn.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;

/** Machines that are threads of one process. */
final class Machines {
  private final Object[] given;
  private final CyclicBarrier barrier;

  private Machines(int count) {
    this.given = new Object[count];
    this.barrier = new CyclicBarrier(count);
  }

  /** Does something on each, and returns what they made, in order. */
  static <T> List<T> each(int count, Function<Collective, T> work) {
    Machines machines = new Machines(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<CompletableFuture<T>> made = new ArrayList<>();
      for (int rank = 0; rank < count; rank++) {
        Collective one = machines.new Machine(rank);
        made.add(CompletableFuture.supplyAsync(() -> work.apply(one), threads));
      }
      return made.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private Object[] exchanged(int rank, Object mine) {
    given[rank] = mine;
    await();
    Object[] all = given.clone();
    await();
    return all;
  }

  private void await() {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new CollectiveBroken("a machine left", e);
    }
  }

  private final class Machine implements Collective {
    private final int rank;

    Machine(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return given.length;
    }

    @Override
    public HostArray sum(HostArray mine, BinaryOperator<HostArray> add) {
      PairwiseSum<HostArray> sum = new PairwiseSum<>(add);
      Stream.of(exchanged(rank, mine)).map(HostArray.class::cast).forEach(sum::add);
      return sum.total();
    }

    @Override
    public double[] gathered(double[] mine) {
      Object[] all = exchanged(rank, mine);
      return IntStream.range(0, all.length)
          .mapToObj(i -> (double[]) all[i])
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }
}
