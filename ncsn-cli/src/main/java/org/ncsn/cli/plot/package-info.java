/** Pictures of the plane: densities, vector fields and points, one by one and on a page. */
package org.ncsn.cli.plot;
