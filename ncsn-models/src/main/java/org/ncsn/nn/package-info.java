/**
 * Layers. A layer declares its parameters under PyTorch's names and in PyTorch's order, and is a
 * pure function of their values: the same layer runs eagerly, in a trace, and with weights that are
 * watched.
 */
package org.ncsn.nn;
