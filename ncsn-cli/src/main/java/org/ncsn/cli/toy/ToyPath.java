package org.ncsn.cli.toy;

import java.util.List;
import org.ncsn.array.HostArray;

/**
 * Points on their way from noise to data.
 *
 * @param ways where the first of them are now and then, from noise to data, each {@code [k,2]}
 * @param end where all of them end, {@code [n,2]}
 * @param steps how many there were
 */
record ToyPath(List<HostArray> ways, HostArray end, int steps) {}
