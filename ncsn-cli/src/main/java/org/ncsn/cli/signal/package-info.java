/** Ctrl-C, once and twice. */
package org.ncsn.cli.signal;
