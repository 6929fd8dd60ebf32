/** How fast programs are, and in how much memory. */
package org.ncsn.cli.bench;
