/** What the kit asks of a backend beyond single primitives: one class of tests a subject. */
package org.ncsn.tck.contract;
