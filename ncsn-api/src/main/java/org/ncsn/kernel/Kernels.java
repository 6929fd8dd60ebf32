package org.ncsn.kernel;

/**
 * All that an engine computes: one member a family of primitives. An engine supplies plain values;
 * gradients are derived above it.
 *
 * <p>Kernels may trust shapes, element types and axes: primitives check them first. Operands are
 * {@code float32} or {@code float64}, all of one type, except indices, which are {@code int32}.
 * Operands are never changed, and a result stays valid after its operands are released.
 *
 * @param <A> the engine's array, or its symbol in a graph under construction
 */
public record Kernels<A>(
    CreationKernels<A> creation,
    ElementwiseKernels<A> elementwise,
    ReductionKernels<A> reductions,
    ShapingKernels<A> shaping,
    IndexingKernels<A> indexing,
    MatrixKernels<A> matrices,
    ConvolutionKernels<A> convolution,
    PoolingKernels<A> pooling,
    ResizeKernels<A> resize) {}
