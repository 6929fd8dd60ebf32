/** Values: shapes, element types, and arrays in Java memory. */
package org.ncsn.array;
