/** The command line. */
package org.ncsn.cli;
