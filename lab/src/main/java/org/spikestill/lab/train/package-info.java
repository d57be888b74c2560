/// Training of one network, or of several in turn, epoch by epoch, with checkpoints from which a resumed training ends in the
/// same bytes as an undisturbed one.
///
/// A [org.spikestill.lab.train.Task] names a [org.spikestill.lab.train.TrainStep], which names the
/// [learners][org.spikestill.lab.train.Learner] and the sources of their targets; a
/// [org.spikestill.lab.train.Trainer] carries it out, and a [org.spikestill.lab.train.Score] chooses the best epoch.
package org.spikestill.lab.train;
