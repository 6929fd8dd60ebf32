/** Tests of the kit: engines that are wrong in one way, each of which the kit must catch. */
package org.ncsn.tck.broken;
