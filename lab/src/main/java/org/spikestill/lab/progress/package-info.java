/// Progress of a run, and its cancellation: what trainers, evaluations and displays exchange.
package org.spikestill.lab.progress;
