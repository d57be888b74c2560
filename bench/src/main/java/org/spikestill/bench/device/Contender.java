package org.spikestill.bench.device;

import java.io.IOException;

/// One way to run the samples, on one thread.
interface Contender extends AutoCloseable {
    String name();

    Answers run() throws IOException;

    @Override
    void close();
}
