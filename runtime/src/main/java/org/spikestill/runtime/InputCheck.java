package org.spikestill.runtime;

import org.spikestill.model.Network;

/// Checks of a session's input, made before any of it has an effect.
///
/// @param network that takes the input
record InputCheck(Network network) {
    /// @throws IllegalArgumentException naming the first value that is no number in [0, 1]
    void sample(float[] raw) {
        int wanted = network.input().elements();
        if (raw.length != wanted) {
            throw new IllegalArgumentException("the sample has " + raw.length + " values, the network takes "
                    + network.input() + ", that is " + wanted);
        }
        for (int i = 0; i < raw.length; i++) {
            if (!(raw[i] >= 0 && raw[i] <= 1)) { // also NaN
                throw new IllegalArgumentException("the sample holds " + raw[i] + " at "
                        + network.input().place(i)
                        + ": raw values lie in [0, 1], divide those of bytes by 255");
            }
        }
    }

    /// @throws IndexOutOfBoundsException naming the first event that is at no element of the input
    void events(int[] events, int count, int elements) {
        if (count < 0 || count > events.length) {
            throw new IndexOutOfBoundsException("count is " + count + ": the array holds " + events.length + " events");
        }
        for (int i = 0; i < count; i++) {
            if (events[i] < 0 || events[i] >= elements) {
                throw new IndexOutOfBoundsException("event " + i + " is at element " + events[i]
                        + ": the network takes " + network.frame() + ", that is 0 to " + (elements - 1));
            }
        }
    }
}
