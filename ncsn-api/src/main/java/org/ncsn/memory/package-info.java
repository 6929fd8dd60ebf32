/**
 * How much memory there is, and the error of asking for more. Engines end the whole process when
 * the system refuses them memory, so that what is too much is refused before they ask.
 */
package org.ncsn.memory;
