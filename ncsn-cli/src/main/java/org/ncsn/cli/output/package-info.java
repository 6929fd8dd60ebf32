/**
 * What a run leaves behind: its folder, log, curves, pictures and movies, and the progress it
 * shows.
 */
package org.ncsn.cli.output;
