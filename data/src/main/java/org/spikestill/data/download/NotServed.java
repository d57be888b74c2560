package org.spikestill.data.download;

import java.io.IOException;

/// An answer of a server that another attempt would not change.
final class NotServed extends IOException {
    private static final long serialVersionUID = 1L;

    NotServed(String message) {
        super(message);
    }
}
