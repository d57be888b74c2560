package org.spikestill.lab.recipe;

/// A network that a run makes, in the order it may be made.
public enum Stage {
    TEACHER_ANN("teacher-ann", "the teacher's ANN"),
    TEACHER_CONVERTED("teacher-converted", "the teacher's conversion"),
    TEACHER("teacher", "teacher"),
    ASSISTANT_ANN("assistant-ann", "the assistant's ANN"),
    ASSISTANT_CONVERTED("assistant-converted", "the assistant's conversion"),
    ASSISTANT("assistant", "assistant"),
    ANN("ann", "intermediate ANN"),
    CONVERTED("converted", "conversion"),
    HYBRID("hybrid", "hybrid student"),
    STUDENT("student", "student");

    private final String label;
    private final String title;

    Stage(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /// Its name in files, tables and the streams of chance.
    public String label() {
        return label;
    }

    /// What a person calls it.
    String title() {
        return title;
    }

    /// Whether the test set judges it; the others are only steps on the way to a teacher or an assistant.
    boolean judged() {
        return switch (this) {
            case TEACHER_ANN, TEACHER_CONVERTED, ASSISTANT_ANN, ASSISTANT_CONVERTED -> false;
            case TEACHER, ASSISTANT, ANN, CONVERTED, HYBRID, STUDENT -> true;
        };
    }
}
