package org.spikestill.lab.experiment;

/// A step that can measure its own speed before it runs, such as a training that times one of its updates.
public interface Probed {
    /// @param name under which the step stands in the graph
    /// @return seconds that the whole step is expected to take on this machine
    double probe(String name, Known before);
}
