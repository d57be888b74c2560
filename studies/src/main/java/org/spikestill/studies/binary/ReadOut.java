package org.spikestill.studies.binary;

/// How a deployed network tells its class.
public enum ReadOut {
    /// output neurons fire, and the class with most spikes wins (Yin et al., BioCAS 2017); of several the first
    SPIKES,
    /// output units integrate without firing, and the largest membrane wins: few ticks leave few ties
    MEMBRANE
}
