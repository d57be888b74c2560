package org.spikestill.lab.recipe;

/// A network that a distillation run makes.
public enum Stage {
    TEACHER("teacher"),
    ANN("ann"),
    CONVERTED("converted"),
    HYBRID("hybrid"),
    STUDENT("student");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /// Its name in files, tables and the streams of chance.
    public String label() {
        return label;
    }
}
