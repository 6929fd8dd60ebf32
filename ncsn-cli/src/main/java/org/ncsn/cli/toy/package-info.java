/** What ToyRunner shows of its networks: fields, samples, figures and pictures. */
package org.ncsn.cli.toy;
