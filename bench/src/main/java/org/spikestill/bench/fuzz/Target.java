package org.spikestill.bench.fuzz;

import java.io.IOException;

/// A reader of files from outside, and a well-formed input that it takes.
///
/// @param name in the tally
/// @param good bytes that are damaged
/// @param reading of damaged bytes
record Target(String name, Input good, Reading reading) {
    /// Bytes that a record may hold.
    interface Input {
        byte[] bytes();
    }

    /// A call of the reader. It returns or refuses; any other end is a finding.
    interface Reading {
        void read(byte[] damaged) throws IOException;
    }
}
