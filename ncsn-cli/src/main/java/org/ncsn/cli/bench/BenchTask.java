package org.ncsn.cli.bench;

import java.util.List;

/**
 * What one worker measures, as it is handed over in JSON.
 *
 * @param program name of a {@link BenchProgram}
 * @param network {@code ncsn}, {@code ncsnv2}, or of U-Nets {@code ddpm} or {@code ddpmpp}
 * @param steps training steps that are timed together
 * @param multipliers of a U-Net's channels; none of another network's
 * @param blocks a U-Net's at every size
 * @param attention widths at which a U-Net has it
 * @param backend name of the engine; ignored by PyTorch
 * @param precision of convolutions and matrix products; ignored by PyTorch
 * @param convolution how they are computed; ignored by PyTorch
 * @param recompute whether a training step computes activations again instead of keeping them
 * @param repeats timed runs of it; of as many the ceiling is the best, up to a number
 * @param profile whether each instruction is timed
 */
record BenchTask(
    String program,
    String network,
    int batch,
    int steps,
    int channels,
    int side,
    int width,
    int levels,
    List<Integer> multipliers,
    int blocks,
    List<Integer> attention,
    String backend,
    String precision,
    String convolution,
    int threads,
    boolean recompute,
    int repeats,
    boolean profile) {
  /** The same with every instruction timed. */
  BenchTask profiled() {
    return new BenchTask(
        program,
        network,
        batch,
        steps,
        channels,
        side,
        width,
        levels,
        multipliers,
        blocks,
        attention,
        backend,
        precision,
        convolution,
        threads,
        recompute,
        repeats,
        true);
  }
}
