package org.ncsn.spi;

import java.util.List;
import java.util.Locale;
import org.ncsn.error.UserError;

/**
 * What a user may ask of a backend.
 *
 * @param threads threads that one operation may use; 0 takes all processors
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param precision what convolutions and matrix products are computed in
 * @param nanGuard whether the first primitive that produces NaN or infinity is named; slow
 * @param convolution how convolutions are computed, for engines that know more than one way
 * @param fusion whether programs compute many operations in one pass over memory, for engines that
 *     can
 */
public record BackendOptions(
    int threads,
    String device,
    Precision precision,
    boolean nanGuard,
    ConvolutionMethod convolution,
    boolean fusion) {
  private static final List<String> DEVICES = List.of("auto", "cpu", "gpu");

  /** Element type of the arithmetic inside of convolutions and matrix products. */
  public enum Precision {
    FLOAT32,
    BFLOAT16;

    /** The precision that a configuration names. */
    public static Precision named(String name) {
      for (Precision precision : values()) {
        if (precision.toString().equals(name)) {
          return precision;
        }
      }
      throw new UserError("precision: '" + name + "' is neither float32 nor bfloat16");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How convolutions are computed. */
  public enum ConvolutionMethod {
    /**
     * The fastest way for each: with fewer multiplications where that pays. Rounding errors are a
     * few times those of sums of products.
     */
    AUTO,
    /** By the engine's own library alone. */
    DIRECT,
    /** With fewer multiplications wherever that can be, faster or not: to see how exact that is. */
    FEWEST;

    /** The method that a configuration names. */
    public static ConvolutionMethod named(String name) {
      for (ConvolutionMethod method : values()) {
        if (method.toString().equals(name)) {
          return method;
        }
      }
      throw new UserError("convolution: '" + name + "' is none of auto, direct and fewest");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public BackendOptions {
    if (threads < 0) {
      throw new UserError("threads: must be 0 (all processors) or more, found " + threads);
    }
    if (!DEVICES.contains(device)) {
      throw new UserError("device: '" + device + "' is none of " + String.join(", ", DEVICES));
    }
  }

  /** Options with the fastest convolutions, and fusion. */
  public BackendOptions(int threads, String device, Precision precision, boolean nanGuard) {
    this(threads, device, precision, nanGuard, ConvolutionMethod.AUTO, true);
  }

  /** All processors, the device at hand, float32, no guard, the fastest convolutions. */
  public static BackendOptions defaults() {
    return new BackendOptions(0, "auto", Precision.FLOAT32, false);
  }

  public BackendOptions withNanGuard() {
    return new BackendOptions(threads, device, precision, true, convolution, fusion);
  }

  /** The same with one pass over memory an operation. */
  public BackendOptions withoutFusion() {
    return new BackendOptions(threads, device, precision, nanGuard, convolution, false);
  }

  /** The same with another way to convolve. */
  public BackendOptions with(ConvolutionMethod method) {
    return new BackendOptions(threads, device, precision, nanGuard, method, fusion);
  }

  /** The number of threads to use here. */
  public int effectiveThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
