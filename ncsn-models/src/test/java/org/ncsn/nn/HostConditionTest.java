package org.ncsn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** A network is told what it takes, and nothing else. */
class HostConditionTest {
  private static final TensorType BATCH = new TensorType(DType.FLOAT32, Shape.of(3, 2, 2, 1));
  private static final HostArray CLASSES = HostArray.of(Shape.of(3), 0, 1, 9);

  @Test
  void isGivenInTheOrderOfTheNetworksTypes() {
    Conditioning taken = Conditioning.levels(4).withClasses(10);
    HostCondition condition = HostCondition.level(3, 3).withClasses(CLASSES);
    assertThat(condition.told(taken, BATCH))
        .containsExactly(HostArray.of(Shape.of(3), 3, 3, 3), CLASSES);
    assertThat(taken.types(BATCH)).allMatch(type -> type.equals(CLASSES.type()));
    assertThat(HostCondition.NONE.told(Conditioning.NONE, BATCH)).isEmpty();
  }

  @Test
  void timesTakeTheElementTypeOfTheBatch() {
    HostArray times = HostArray.of(Shape.of(3), 0.1, 0.2, 1.0);
    assertThat(HostCondition.of(times).told(Conditioning.continuous(), BATCH))
        .containsExactly(times.to(DType.FLOAT32));
  }

  @Test
  void refusesWhatTheNetworkDoesNotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCondition.level(0, 3).told(Conditioning.NONE, BATCH))
        .withMessageContaining("the network takes nothing of the noise, found noise as int32[3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCondition.NONE.told(Conditioning.levels(4), BATCH))
        .withMessageContaining("the network takes one of 4 noise levels");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HostCondition.level(0, 3).told(Conditioning.levels(4).withClasses(2), BATCH))
        .withMessageContaining("one of 4 noise levels and one of 2 classes");
  }

  @Test
  void refusesALevelAClassOrACountThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCondition.level(4, 3).told(Conditioning.levels(4), BATCH))
        .withMessage("condition: there is no noise level 4, they are numbered 0 to 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HostCondition.level(0, 3)
                    .withClasses(CLASSES)
                    .told(Conditioning.levels(4).withClasses(9), BATCH))
        .withMessage("condition: there is no class 9, they are numbered 0 to 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCondition.level(0, 2).told(Conditioning.levels(4), BATCH))
        .withMessageContaining("one noise level for each sample, int32[3], found int32[2]");
    assertThatIllegalArgumentException().isThrownBy(() -> Conditioning.NONE.withClasses(0));
  }

  @Test
  void aConditionIsAskedOnlyForWhatItHolds() {
    try (Scope scope = Scope.open()) {
      Tensor levels = TestBackends.reference().tensor(CLASSES);
      assertThat(Condition.level(levels).level()).isSameAs(levels);
      assertThatIllegalStateException().isThrownBy(() -> Condition.NONE.level());
      assertThatIllegalStateException().isThrownBy(() -> Condition.level(levels).continuous());
    }
  }
}
