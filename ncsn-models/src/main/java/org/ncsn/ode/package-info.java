/** Ordinary differential equations, solved in Java memory in {@code double}. */
package org.ncsn.ode;
