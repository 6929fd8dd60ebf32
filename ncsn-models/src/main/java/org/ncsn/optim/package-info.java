/** Optimizers, as pure functions with PyTorch's rules and names. */
package org.ncsn.optim;
