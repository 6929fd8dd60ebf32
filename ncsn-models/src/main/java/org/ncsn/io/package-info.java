/**
 * Files as such: written beside their place and moved there when they are whole, opened only if
 * they are files, and errors that name them.
 */
package org.ncsn.io;
