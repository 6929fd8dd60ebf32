package org.ncsn.ode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** How far several systems have come on their way from one time to another; it never changes. */
public final class Progress {
  private static final int COLUMNS = 5;

  private final double end;
  private final Place[] places;
  private final double[] states;
  private final double[] slopes;

  /**
   * Where one system is.
   *
   * @param time its time
   * @param step length of its next step, positive
   * @param again whether that step has been tried and was too long
   * @param evaluations of its equation so far
   */
  record Place(double time, double step, boolean again, int evaluations) {}

  Progress(double end, Place[] places, double[] states, double[] slopes) {
    this.end = end;
    this.places = places;
    this.states = states;
    this.slopes = slopes;
  }

  /** The same from what {@link #saved} gave. */
  public static Progress of(List<HostArray> saved) {
    HostArray table = saved.get(2);
    Place[] places = new Place[table.shape().extent(0)];
    for (int i = 0; i < places.length; i++) {
      int from = i * COLUMNS;
      places[i] =
          new Place(
              table.at(from + 1),
              table.at(from + 2),
              table.at(from + 3) == 1,
              (int) table.at(from + 4));
    }
    return new Progress(table.at(0), places, saved.get(0).doubles(), saved.get(1).doubles());
  }

  /** All that it is: three arrays of {@code float64}. */
  public List<HostArray> saved() {
    double[] table = new double[places.length * COLUMNS];
    for (int i = 0; i < places.length; i++) {
      Place place = places[i];
      double again = place.again ? 1 : 0;
      double[] row = {end, place.time, place.step, again, place.evaluations};
      System.arraycopy(row, 0, table, i * COLUMNS, COLUMNS);
    }
    Shape shape = Shape.of(places.length, size());
    return List.of(
        HostArray.of(shape, states),
        HostArray.of(shape, slopes),
        HostArray.of(Shape.of(places.length, COLUMNS), table));
  }

  /** How many systems there are. */
  int systems() {
    return places.length;
  }

  /** The time of a system. */
  public double time(int system) {
    return places[system].time;
  }

  /** How often the equation of a system has been evaluated. */
  int evaluations(int system) {
    return places[system].evaluations;
  }

  /**
   * How often the equation of each of so many samples has been evaluated.
   *
   * @return {@code int32 [samples]}
   */
  public HostArray evaluationsOf(int samples) {
    int[] each = new int[samples];
    Arrays.setAll(each, n -> evaluations(Stepping.system(n, samples, systems())));
    return HostArray.of(Shape.of(samples), each);
  }

  /** As often as the equation of any one system. */
  public int mostEvaluations() {
    return IntStream.range(0, systems()).map(this::evaluations).max().orElse(0);
  }

  /** Whether every system is at the end. */
  public boolean isDone() {
    return haveReached(end);
  }

  /** Whether every system has passed a time on its way, or is there. */
  public boolean haveReached(double time) {
    return IntStream.range(0, systems()).allMatch(system -> has(system, time));
  }

  private boolean has(int system, double time) {
    double at = places[system].time;
    // The way is from here to the end, so that a time is passed when it is not on it.
    return at == end || (end > at ? at >= time : at <= time);
  }

  /** The states of all systems {@code [N,D]}, each at its own time, row-major. */
  public double[] states() {
    return states.clone();
  }

  double end() {
    return end;
  }

  Place place(int system) {
    return places[system];
  }

  boolean isDone(int system) {
    return places[system].time == end;
  }

  /** Not copied: what the solver reads and does not change. */
  double[] statesThemselves() {
    return states;
  }

  /** Not copied, as the states. */
  double[] slopes() {
    return slopes;
  }

  /** Numbers of one system's state. */
  int size() {
    return states.length / places.length;
  }

  double[] times() {
    return Arrays.stream(places).mapToDouble(Place::time).toArray();
  }
}
