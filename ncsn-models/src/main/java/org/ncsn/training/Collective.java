package org.ncsn.training;

import java.util.function.BinaryOperator;
import org.ncsn.array.HostArray;

/**
 * Machines that take every step together. Each computes its share of the batch, and all of them
 * make the same sum, in the order of a {@link PairwiseSum} over their ranks, so that a step has the
 * same bits on any number of machines. Calls are made by all machines, in the same order.
 */
public interface Collective {
  /** The number of this machine, from 0. */
  int rank();

  /** How many machines there are. */
  int size();

  /**
   * The sum over all machines.
   *
   * @param mine this machine's vector, of the same length on all
   * @param add adds two vectors of a length, as the engine does
   * @throws CollectiveBroken if another machine left
   */
  HostArray sum(HostArray mine, BinaryOperator<HostArray> add);

  /**
   * The numbers of all machines, those of rank 0 first.
   *
   * @param mine as many as any other machine has
   * @throws CollectiveBroken if another machine left
   */
  double[] gathered(double[] mine);

  /** One machine alone. */
  Collective ALONE =
      new Collective() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int size() {
          return 1;
        }

        @Override
        public HostArray sum(HostArray mine, BinaryOperator<HostArray> add) {
          return mine;
        }

        @Override
        public double[] gathered(double[] mine) {
          return mine;
        }
      };
}
