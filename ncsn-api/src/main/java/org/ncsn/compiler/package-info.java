/**
 * What is done with a traced program before an engine gets it: simplifications, and recomputation
 * to hold less. It knows single primitives, and counts what they cost.
 */
package org.ncsn.compiler;
