package org.ncsn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Warm-ups, clipping, weight decay and moving averages go the way of the score SDEs' program. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class GoldenUpdateRuleTest {
  @Parameter Backend backend;

  /** A norm of 0 as the longest, which would stop every gradient, is no rule here. */
  static Stream<Arguments> rules() {
    RateSchedule constant = RateSchedule.CONSTANT;
    OptionalDouble unclipped = OptionalDouble.empty();
    return Stream.of(
        rule("published", Adam.of(2e-4), constant.warmedUp(5000), OptionalDouble.of(1)),
        rule("short_warmup", Adam.of(2e-4), constant.warmedUp(4), OptionalDouble.of(1)),
        rule("no_clip", Adam.of(2e-4), constant.warmedUp(4), unclipped),
        rule("no_warmup", Adam.of(1e-4), constant, unclipped),
        rule(
            "clip_half_decay",
            new Adam(2e-4, 0.9, 0.999, 1e-8, 0.01, false),
            constant,
            OptionalDouble.of(0.5)));
  }

  private static Arguments rule(
      String setting, Adam adam, RateSchedule schedule, OptionalDouble clip) {
    return Arguments.argumentSet(
        setting, setting, new UpdateRule(adam, schedule, clip, MovingAverage.NONE));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void parametersGoThePublishedWayInDoublePrecision(String setting, UpdateRule rule) {
    walk(setting, rule, DType.FLOAT64, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void parametersGoThePublishedWayInSinglePrecision(String setting, UpdateRule rule) {
    walk(setting, rule, DType.FLOAT32, 1e-6);
  }

  /** Both parameters are one vector, whose gradient is clipped as a whole. */
  private void walk(String setting, UpdateRule rule, DType dtype, double tolerance) {
    Map<String, HostArray> steps = Golden.npz("sde_optim", "steps.npz");
    try (Scope scope = Scope.open()) {
      Tensor start = vector(steps.get("start.a"), steps.get("start.b"), dtype);
      Tensor zeros = start.fillLike(0);
      List<Tensor> state = List.of(start, zeros, zeros);
      int count = steps.get("grad.a").shape().extent(0);
      for (int i = 0; i < count; i++) {
        Tensor gradient = at(steps, "grad.%s", i, dtype);
        state = rule.apply(state, gradient, scalars(rule, i + 1, dtype));
        String name = setting + ".%s." + (dtype == DType.FLOAT64 ? "f64" : "f32");
        assertThat(doubles(state.get(0)))
            .as("after step %d", i + 1)
            .containsExactly(doubles(at(steps, name, i, dtype)), within(tolerance));
      }
    }
  }

  private Tensor at(Map<String, HostArray> steps, String name, int step, DType dtype) {
    return vector(
        TorchArrays.entry(steps.get(String.format(name, "a")), step),
        TorchArrays.entry(steps.get(String.format(name, "b")), step),
        dtype);
  }

  private Tensor vector(HostArray a, HostArray b, DType dtype) {
    return Shaping.concat(
        0,
        Stream.of(a, b)
            .map(array -> array.reshape(Shape.of(array.shape().intSize())).to(dtype))
            .map(backend::tensor)
            .toList());
  }

  static Stream<Arguments> averages() {
    return Stream.of(
        Arguments.of("decay_0.999", MovingAverage.of(0.999)),
        Arguments.of("decay_0.5", MovingAverage.of(0.5)),
        Arguments.of("decay_0.999_warm", new MovingAverage(0.999, true)),
        Arguments.of("decay_0.5_warm", new MovingAverage(0.5, true)));
  }

  @ParameterizedTest
  @MethodSource("averages")
  void averagesFollowAsPublished(String setting, MovingAverage average) {
    follow(setting + "_f64", average, DType.FLOAT64, 1e-12);
    follow(setting + "_f32", average, DType.FLOAT32, 1e-6);
  }

  private void follow(String setting, MovingAverage average, DType dtype, double tolerance) {
    Map<String, HostArray> published = Golden.npz("sde_optim", "ema.npz");
    HostArray way = published.get("parameter").to(dtype);
    UpdateRule rule =
        new UpdateRule(new Given(), RateSchedule.CONSTANT, OptionalDouble.empty(), average);
    try (Scope scope = Scope.open()) {
      Tensor first = backend.tensor(TorchArrays.entry(way, 0));
      List<Tensor> state = List.of(first, first);
      for (int i = 1; i < way.shape().extent(0); i++) {
        Tensor next = backend.tensor(TorchArrays.entry(way, i));
        state = rule.apply(state, next, scalars(rule, i, dtype));
        HostArray expected = TorchArrays.entry(published.get(setting), i - 1);
        assertThat(doubles(state.get(1)))
            .as("%s after update %d", setting, i)
            .containsExactly(expected.to(DType.FLOAT64).doubles(), within(tolerance));
      }
    }
  }

  private List<Tensor> scalars(UpdateRule rule, long step, DType dtype) {
    List<Tensor> scalars = new ArrayList<>();
    rule.scalars(step).forEach(value -> scalars.add(backend.scalar(dtype, value)));
    return scalars;
  }

  private static double[] doubles(Tensor tensor) {
    return tensor.toHost().to(DType.FLOAT64).doubles();
  }

  /** Goes where it is told: the gradient is the next parameter. */
  private record Given() implements Optimizer {
    @Override
    public List<String> slots() {
      return List.of();
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public double rate() {
      return 1;
    }

    @Override
    public List<Double> scalars(long step, double rate) {
      return List.of();
    }

    @Override
    public Update update(
        Tensor parameter, Tensor gradient, List<Tensor> slots, List<Tensor> scalars) {
      return new Update(gradient, List.of());
    }
  }
}
