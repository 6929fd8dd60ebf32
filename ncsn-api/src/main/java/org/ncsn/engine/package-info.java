/**
 * What an engine is: arrays, kernels and compiled programs behind {@link org.ncsn.engine.Engine}.
 * It knows programs as data, and neither tensors nor derivatives.
 */
package org.ncsn.engine;
