/**
 * How a backend is found and opened: the {@link org.ncsn.spi.BackendModule} that its jar names, the
 * options that it is opened with, and the folder of its native libraries. What it opens is an
 * {@link org.ncsn.engine.Engine} over {@linkplain org.ncsn.kernel kernels}; the conformance kit,
 * this artifact's jar with the classifier {@code tck}, tells whether it computes rightly.
 */
package org.ncsn.spi;
