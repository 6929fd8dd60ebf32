/**
 * What the kit tries, as data: for every primitive a few settings, each of which draws shapes and
 * operands at random. A new primitive takes one line here; a test of the kit fails until it has
 * one.
 */
package org.ncsn.tck.cases;
