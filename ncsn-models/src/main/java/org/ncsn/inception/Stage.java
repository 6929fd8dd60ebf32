package org.ncsn.inception;

import static org.ncsn.inception.Part.branches;
import static org.ncsn.inception.Part.chain;

import java.util.List;
import org.ncsn.nn.Layer;
import org.ncsn.nn.Parameters;

/**
 * A stage of the network: Szegedy et al., "Rethinking the Inception Architecture for Computer
 * Vision" (2016), section 6, under torchvision's names.
 *
 * @param name what goes before the names of its parameters, where it has a name of its own
 */
record Stage(String name, Part part) {
  /** From 299x299x3 to 8x8x2048. */
  static final List<Stage> ALL =
      List.of(
          unit(Unit.halving("Conv2d_1a_3x3", 32)),
          unit(Unit.unpadded("Conv2d_2a_3x3", 32)),
          unit(Unit.of("Conv2d_2b_3x3", 64, 3)),
          new Stage("maxpool1", Part.halvingMaximum()),
          unit(Unit.of("Conv2d_3b_1x1", 80, 1)),
          unit(Unit.unpadded("Conv2d_4a_3x3", 192)),
          new Stage("maxpool2", Part.halvingMaximum()),
          new Stage("Mixed_5b", blockA(32)),
          new Stage("Mixed_5c", blockA(64)),
          new Stage("Mixed_5d", blockA(64)),
          new Stage("Mixed_6a", blockB()),
          new Stage("Mixed_6b", blockC(128)),
          new Stage("Mixed_6c", blockC(160)),
          new Stage("Mixed_6d", blockC(160)),
          new Stage("Mixed_6e", blockC(192)),
          new Stage("Mixed_7a", blockD()),
          new Stage("Mixed_7b", blockE(new AveragedUnit(pooled(192)))),
          // A maximum where the published definition has an average: so it was frozen.
          new Stage("Mixed_7c", blockE(chain(Part.maximum(), pooled(192)))));

  /** The layer; what is a unit alone has no block around it. */
  Layer declared(Parameters parameters, int in) {
    return part.declared(part instanceof Unit ? parameters : parameters.at(name), in);
  }

  private static Stage unit(Unit unit) {
    return new Stage(unit.name(), unit);
  }

  private static Unit pooled(int out) {
    return Unit.of("branch_pool", out, 1);
  }

  private static Part blockA(int pooled) {
    return branches(
        Unit.of("branch1x1", 64, 1),
        chain(Unit.of("branch5x5_1", 48, 1), Unit.of("branch5x5_2", 64, 5)),
        chain(
            Unit.of("branch3x3dbl_1", 64, 1),
            Unit.of("branch3x3dbl_2", 96, 3),
            Unit.of("branch3x3dbl_3", 96, 3)),
        new AveragedUnit(pooled(pooled)));
  }

  private static Part blockB() {
    return branches(
        Unit.halving("branch3x3", 384),
        chain(
            Unit.of("branch3x3dbl_1", 64, 1),
            Unit.of("branch3x3dbl_2", 96, 3),
            Unit.halving("branch3x3dbl_3", 96)),
        Part.halvingMaximum());
  }

  private static Part blockC(int narrow) {
    return branches(
        Unit.of("branch1x1", 192, 1),
        chain(
            Unit.of("branch7x7_1", narrow, 1),
            Unit.of("branch7x7_2", narrow, 1, 7),
            Unit.of("branch7x7_3", 192, 7, 1)),
        chain(
            Unit.of("branch7x7dbl_1", narrow, 1),
            Unit.of("branch7x7dbl_2", narrow, 7, 1),
            Unit.of("branch7x7dbl_3", narrow, 1, 7),
            Unit.of("branch7x7dbl_4", narrow, 7, 1),
            Unit.of("branch7x7dbl_5", 192, 1, 7)),
        new AveragedUnit(pooled(192)));
  }

  private static Part blockD() {
    return branches(
        chain(Unit.of("branch3x3_1", 192, 1), Unit.halving("branch3x3_2", 320)),
        chain(
            Unit.of("branch7x7x3_1", 192, 1),
            Unit.of("branch7x7x3_2", 192, 1, 7),
            Unit.of("branch7x7x3_3", 192, 7, 1),
            Unit.halving("branch7x7x3_4", 192)),
        Part.halvingMaximum());
  }

  private static Part blockE(Part pool) {
    return branches(
        Unit.of("branch1x1", 320, 1),
        chain(Unit.of("branch3x3_1", 384, 1), crossed("branch3x3_2")),
        chain(
            Unit.of("branch3x3dbl_1", 448, 1),
            Unit.of("branch3x3dbl_2", 384, 3),
            crossed("branch3x3dbl_3")),
        pool);
  }

  /** A row and a column in the place of a square. */
  private static Part crossed(String name) {
    return branches(Unit.of(name + "a", 384, 1, 3), Unit.of(name + "b", 384, 3, 1));
  }
}
