package org.spikestill.lab.train;

/// How fast a stage goes since it began or was resumed, and how long the rest will take.
final class Pace {
    private final Task task;
    private final int batches;
    private final long before;
    private final long start = System.nanoTime();

    /// @param batches per epoch
    /// @param before batches that an earlier sitting has done
    Pace(Task task, int batches, long before) {
        this.task = task;
        this.batches = batches;
        this.before = before;
    }

    Progress.Advance advance(int epoch, int batch, Checkpoint.Sums sums) {
        long done = (long) epoch * batches + batch;
        long of = (long) task.settings().epochs() * batches;
        double seconds = (System.nanoTime() - start) / 1e9;
        double perSecond = (done - before) / seconds;
        return new Progress.Advance(
                task.stage() + ", epoch " + (epoch + 1) + " of "
                        + task.settings().epochs(),
                done,
                of,
                sums.loss() / sums.samples(),
                (double) sums.correct() / sums.samples(),
                perSecond * task.settings().batch(),
                (of - done) / perSecond);
    }
}
