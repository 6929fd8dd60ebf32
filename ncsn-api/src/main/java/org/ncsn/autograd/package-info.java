/** Reverse-mode differentiation of any order, by recording operations as they run. */
package org.ncsn.autograd;
