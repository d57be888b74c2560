package org.spikestill.model.neuron;

/// The order of charging and firing within a tick. The hybrid-training code fires first for T ≥ 30 and charges first for direct input.
public enum Order {
    /// integrate, then fire: a spike leaves in the tick that causes it
    CHARGE_FIRST,
    /// fire from the last tick's membrane, then integrate: each layer delays by one tick
    FIRE_FIRST
}
