/// Counts of work and what they cost: NeuroBench's metrics, price tables with source and grade, estimates that name what is missing.
package org.spikestill.report.energy;
