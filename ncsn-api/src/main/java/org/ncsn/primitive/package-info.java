/**
 * The mathematical operations. Each states its shape rule, its call into an engine and its
 * vector-Jacobian product side by side.
 *
 * <p>In a product {@code vjp(operand, ct, operands, result)}, ct is the cotangent: the gradient of
 * some scalar with respect to the result. Products are written in primitives again, so that
 * gradients of any order follow. Linear operations come in closed families: a convolution and its
 * two adjoints, a pool and its adjoint, gathering and scattering, repeating and summing.
 */
package org.ncsn.primitive;
