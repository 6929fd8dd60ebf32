/** One page about a run. */
package org.ncsn.cli.report;
