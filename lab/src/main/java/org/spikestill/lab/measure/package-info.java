/// Evaluation: accuracy, activity and early exit on trainer and engine, and the parity of the two.
package org.spikestill.lab.measure;
