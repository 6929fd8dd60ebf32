package org.ncsn.cli.show;

import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.RunRecord;
import org.ncsn.cli.experiment.TestRun;

/** Shows a classifier by what it takes test images for; there is nothing to see in between. */
public final class ClassifierPresentation implements Presentation {
  private final TestMode test;

  /**
   * @param test what it takes them for
   */
  public ClassifierPresentation(TestMode test) {
    this.test = test;
  }

  @Override
  public String label() {
    return RunRecord.PICTURES;
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public void test(TestRun run) {
    test.show(run);
  }
}
