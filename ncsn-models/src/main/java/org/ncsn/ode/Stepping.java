package org.ncsn.ode;

/** How the samples of a batch go through time. */
public enum Stepping {
  /** Each in steps of its own: what becomes of one does not depend on the others. */
  EACH_SAMPLE {
    @Override
    public int systems(int samples) {
      return samples;
    }
  },
  /** All in the same steps, as one large system: the published way. */
  WHOLE_BATCH {
    @Override
    public int systems(int samples) {
      return 1;
    }
  };

  /** How many systems so many samples are. */
  public abstract int systems(int samples);

  /** The system that a sample is in, if so many samples make up so many systems. */
  public static int system(int sample, int samples, int systems) {
    return systems == samples ? sample : 0;
  }
}
