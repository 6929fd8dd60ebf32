/** Likelihoods of data under a score model, in bits per dimension. */
package org.ncsn.likelihood;
