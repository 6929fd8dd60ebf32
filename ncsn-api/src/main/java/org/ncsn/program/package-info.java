/**
 * Programs as data: pure functions of tensors as a straight line of primitives, what values live
 * how long in them, and where they hold most.
 */
package org.ncsn.program;
