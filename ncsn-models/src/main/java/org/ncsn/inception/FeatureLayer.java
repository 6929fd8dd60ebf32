package org.ncsn.inception;

/**
 * Where features are taken from. Each is the mean over the pixels of a stage's result; those in
 * front of the last are for few images, of whose many features no covariance can be had.
 */
public enum FeatureLayer {
  /** 64 features behind the first maximum pool. */
  FIRST_POOL("maxpool1", 64),
  /** 192 features behind the second maximum pool. */
  SECOND_POOL("maxpool2", 192),
  /** 768 features in front of the classifier that helped in training. */
  MIXED_6E("Mixed_6e", 768),
  /** 2,048 features in front of the classifier: those of FID, KID and the Inception score. */
  POOL3("Mixed_7c", 2048);

  private final String stage;
  private final int features;

  FeatureLayer(String stage, int features) {
    this.stage = stage;
    this.features = features;
  }

  /** Name of the stage whose pixels they are the mean of. */
  String stage() {
    return stage;
  }

  /** How many there are. */
  public int features() {
    return features;
  }
}
