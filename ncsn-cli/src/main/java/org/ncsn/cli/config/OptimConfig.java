package org.ncsn.cli.config;

/**
 * The section {@code optim}.
 *
 * @param weightDecay factor of the weights that is added to their gradient
 * @param optimizer the rule of the updates
 * @param lr learning rate
 * @param beta1 Adam's decay of the first moment; the second moment's is 0.999
 * @param amsgrad whether Adam divides by the largest second moment so far
 */
public record OptimConfig(
    @Setting(least = 0, orElse = "0") double weightDecay,
    OptimizerName optimizer,
    @Setting(above = 0) double lr,
    @Setting(least = 0, below = 1, orElse = "0.9") double beta1,
    @Setting(orElse = "false") boolean amsgrad) {

  /** Optimizers, under the names that the official configs use. */
  public enum OptimizerName {
    ADAM("Adam"),
    /** With PyTorch's default decay and no momentum. */
    RMSPROP("RMSProp"),
    /** With momentum 0.9. */
    SGD("SGD");

    private final String key;

    OptimizerName(String key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return key;
    }
  }
}
