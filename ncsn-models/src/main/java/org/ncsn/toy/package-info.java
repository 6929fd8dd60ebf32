/**
 * The paper's experiments in the plane (its figures 2 and 3): distributions whose density and score
 * are known, exactly and with noise added, and the small networks that estimate them. Points are
 * {@code [N,2]}.
 */
package org.ncsn.toy;
