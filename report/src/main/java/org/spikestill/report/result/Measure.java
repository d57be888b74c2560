package org.spikestill.report.result;

/// The measure of a network's predictions.
public enum Measure {
    /// share of samples whose predicted class is the labelled one
    ACCURACY("accuracy", "Accuracy"),
    /// share of samples without labels whose predicted class is the one that the teacher predicts
    AGREEMENT("agreement with the teacher", "Agreement with the teacher");

    private final String inText;
    private final String title;

    Measure(String inText, String title) {
        this.inText = inText;
        this.title = title;
    }

    /// As the first word of a title.
    public String title() {
        return title;
    }

    @Override
    public String toString() {
        return inText;
    }
}
