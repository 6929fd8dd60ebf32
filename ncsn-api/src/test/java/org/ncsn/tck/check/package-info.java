/** What the kit asks of every primitive: one class a question. */
package org.ncsn.tck.check;
