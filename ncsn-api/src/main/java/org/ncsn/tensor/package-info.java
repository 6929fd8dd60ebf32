/**
 * Tensors, the scopes that own their memory, and the backends that make them.
 *
 * <p>Images are {@code [N,H,W,C]} (batch, rows, columns, channels), convolution kernels {@code
 * [kH,kW,Cin,Cout]}. {@code float32} is what networks compute in, {@code float64} what gradients
 * are checked in, {@code int32} what rows are looked up with.
 *
 * <p>The packages of this module, from the ground up, and whom each knows. Arrows point down. Two
 * point up, marked by {@code =>}: {@code x.add(y)} is a method of a tensor and applies a primitive;
 * {@code backend.compile(...)} hands what it traced to the compiler.
 *
 * <pre>
 * memory
 * array     -> memory
 * error
 * random    -> array
 * kernel    -> array
 * vector    -> array, kernel
 * program   -> array, kernel
 * engine    -> array, kernel, program
 * tensor    -> array, engine, kernel, memory, program
 *           => compiler, primitive
 * primitive -> array, kernel, program, tensor
 * compiler  -> array, kernel, primitive, program
 * autograd  -> array, primitive, tensor
 * spi       -> engine, error, tensor
 * lowering  -> array, kernel, primitive, program, spi, vector
 * </pre>
 */
package org.ncsn.tensor;
