/// Side channels of an analog spiking layer: circuit, power, templates, counter-measures.
package org.spikestill.studies.sidechannel;
