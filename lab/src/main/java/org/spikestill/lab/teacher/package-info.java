/// Teachers and their targets: computed batch by batch, or once for every augmented copy and then read from a file.
///
/// A teacher knows no loss. A loss names the [targets][org.spikestill.lab.teacher.Targets.Kind] it reads, and a
/// [org.spikestill.lab.teacher.TargetSpec] adds them up.
package org.spikestill.lab.teacher;
