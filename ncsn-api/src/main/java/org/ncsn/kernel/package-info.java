/**
 * What an engine computes: one interface of kernels a family of primitives, and what their
 * arguments are made of. An engine supplies values only; gradients, networks and losses are made
 * above it.
 */
package org.ncsn.kernel;
