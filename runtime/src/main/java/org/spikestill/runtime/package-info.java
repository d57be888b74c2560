/// The inference engine: a network run event by event, tick by tick, with exact counts of spikes and operations.
package org.spikestill.runtime;
