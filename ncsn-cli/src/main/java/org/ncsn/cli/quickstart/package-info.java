/** What a newcomer sees first: digits by the shipped network, and how such a network learns. */
package org.ncsn.cli.quickstart;
