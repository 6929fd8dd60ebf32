package org.ncsn.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;

/** The memory of the array that a program is given as its input with the given number. */
record ProgramInput(int number, DataType type) implements Storage {}
