package org.spikestill.lab.distill;

/// Layer-wise distillation from an artificial to a spiking network (LaSNN, arXiv 2304.09101): a teacher; an intermediate
/// ANN of the student's shape; its conversion by threshold balancing; the student, trained with the objective of the
/// settings, which is cross-entropy and the teacher's attention maps by default.
public record Lasnn() implements Method {
    @Override
    public String student() {
        return "distilled student";
    }
}
