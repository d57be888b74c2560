package org.spikestill.studies.multigrade;

import java.util.List;
import org.spikestill.model.Check;
import org.spikestill.model.settings.InvalidSettings;

/// Size and length of the training of one grade.
///
/// @param hidden widths of its hidden layers, 1 to 16 of them
/// @param epochs of its training
public record GradePlan(List<Integer> hidden, int epochs) {
    public GradePlan {
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty() || hidden.size() > 16) {
            throw new InvalidSettings(
                    "hidden is " + hidden + ": a grade has 1 to 16 hidden layers, as in hidden=[256,256]");
        }
        hidden.forEach(each -> Check.within("hidden", each, 1, 4096));
        Check.count("epochs", epochs);
    }

    public GradePlan() {
        this(List.of(256, 256), 300);
    }
}
