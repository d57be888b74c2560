/// Tables of experiments: every combination of some settings' values, compared over seeds.
package org.spikestill.lab.sweep;
