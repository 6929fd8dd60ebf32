/**
 * Tensors, the scopes that own their memory, and the backends that make them.
 *
 * <p>Images are {@code [N,H,W,C]} (batch, rows, columns, channels), convolution kernels {@code
 * [kH,kW,Cin,Cout]}. {@code float32} is what networks compute in, {@code float64} what gradients
 * are checked in, {@code int32} what rows are looked up with.
 */
package org.ncsn.tensor;
