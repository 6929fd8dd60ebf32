package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;

class MemoryPlanTest {
  private static final Operation ANY = Operation.custom("any");

  private final Nd4jArray a = array(1000);
  private final Nd4jArray b = array(1000);
  private final Nd4jArray c = array(1000);
  private final Nd4jArray d = array(1000);

  @Test
  void resultsThatNeverMeetShareAPlace() {
    MemoryPlan plan = MemoryPlan.of(List.of(step(a, b), step(b, c), step(c, d)), Set.of());
    assertThat(offset(plan, a)).isEqualTo(offset(plan, c));
    assertThat(offset(plan, b)).isEqualTo(offset(plan, d));
    assertThat(plan.extents()).containsEntry(DataType.FLOAT, 2 * 1024L);
  }

  @Test
  void resultsThatLiveTogetherDoNot() {
    MemoryPlan plan = MemoryPlan.of(List.of(step(a, b), step(b, c), step(a, d)), Set.of());
    assertThat(List.of(offset(plan, a), offset(plan, b), offset(plan, c))).doesNotHaveDuplicates();
    assertThat(offset(plan, d)).isNotEqualTo(offset(plan, a));
  }

  @Test
  void smallResultsFillGaps() {
    Nd4jArray small = array(10);
    MemoryPlan plan =
        MemoryPlan.of(List.of(step(a, b), step(b, c), step(small, c), step(c, d)), Set.of());
    assertThat(plan.extents()).containsEntry(DataType.FLOAT, 2 * 1024L);
  }

  @Test
  void whatHasMemoryOfItsOwnGetsNone() {
    MemoryPlan plan = MemoryPlan.of(List.of(step(a, b)), Set.of((Planned) b.storage()));
    assertThat(plan.extents()).containsEntry(DataType.FLOAT, 1024L);
  }

  @Test
  void anElementwiseResultReplacesAnOperandThatEnds() {
    Step last = new Step(Operation.custom("add"), List.of(b, a), List.of(c));
    MemoryPlan plan = MemoryPlan.of(List.of(step(a, b), last, step(c, d), step(b, d)), Set.of());
    assertThat(offset(plan, c)).isEqualTo(offset(plan, a));
  }

  @Test
  void anElementwiseResultDoesNotReplaceAnOperandBesideOneThatIsRepeated() {
    Nd4jArray scalar = Nd4jArray.of(new Planned(DataType.FLOAT, 1), Shape.scalar());
    Step last = new Step(Operation.custom("divide"), List.of(scalar, a), List.of(c));
    MemoryPlan plan = MemoryPlan.of(List.of(step(a, scalar), last), Set.of());
    assertThat(offset(plan, c)).isNotEqualTo(offset(plan, a));
  }

  private static Nd4jArray array(int elements) {
    return Nd4jArray.of(new Planned(DataType.FLOAT, elements), Shape.of(elements));
  }

  private static Step step(Nd4jArray operand, Nd4jArray result) {
    return new Step(ANY, List.of(operand), List.of(result));
  }

  private static long offset(MemoryPlan plan, Nd4jArray array) {
    return plan.offset((Planned) array.storage());
  }
}
