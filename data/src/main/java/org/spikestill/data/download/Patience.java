package org.spikestill.data.download;

import java.time.Duration;

/// Limits on waiting for a server.
///
/// @param answer time to the first bytes of an answer
/// @param stall time without a byte after which a connection is given up
/// @param pause before the second attempt in a row that brought nothing; the third waits twice as long, and so on
/// @param attempts in a row that may bring nothing
public record Patience(Duration answer, Duration stall, Duration pause, int attempts) {
    public Patience() {
        this(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(2), 5);
    }
}
