/**
 * Programs: pure functions of tensors, traced once as a straight line of primitives, simplified,
 * and handed to an engine to be run many times.
 */
package org.ncsn.program;
