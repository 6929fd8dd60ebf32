/**
 * Kernels in Java, on the vectors of {@code jdk.incubator.vector}. Nothing here knows of an engine;
 * nothing here may be touched where that module is missing but {@link org.ncsn.vector.JavaKernel}
 * and what it is called with.
 */
package org.ncsn.vector;
