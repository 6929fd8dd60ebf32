/** Mistakes that a person can mend. */
package org.ncsn.error;
