package org.spikestill.model.algebra;

/// A smooth function whose derivative stands in for the firing step's.
public interface SoftStep {
    <V> V soft(Algebra<V> a, V z);
}
