/// Distillation from artificial to spiking networks: LaSNN and the methods it is compared with, each a graph of steps.
package org.spikestill.lab.distill;
