/**
 * What a backend implements: an {@link org.ncsn.engine.Engine} with one class of kernels a family
 * of primitives, and the {@link org.ncsn.spi.BackendModule} that it is found by.
 *
 * <p>An engine supplies values only; gradients, networks and losses are made above it. The
 * conformance kit in this module's test jar tells whether it does so rightly.
 */
package org.ncsn.spi;
