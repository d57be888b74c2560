package org.spikestill.data;

import java.io.IOException;
import org.spikestill.model.Check;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Scarcity and noise of the training labels, for studies of learning from few or wrong ones.
///
/// ```
/// labelled     limit samples of the training set, balanced over classes, chosen by the seed
/// validation   a share of the labelled ones, since few labels leave few to choose by
/// noise        share of the remaining labels that become another class, drawn evenly
/// ```
///
/// @param limit labelled training samples, of which validation takes its share; 0 for all
/// @param noise share of wrong labels among those learnt from, in [0, 0.9]; the validation split keeps its labels
public record LabelSupply(int limit, float noise) {
    /// All labels, as published.
    public static final LabelSupply ALL = new LabelSupply(0, 0);

    public LabelSupply {
        Check.within("trainLimit", limit, 0, Integer.MAX_VALUE);
        Check.within("labelNoise", noise, 0, 0.9f);
    }

    /// The labelled samples, and the rest.
    ///
    /// @param seed decides which samples are labelled
    /// @return a split whose held-out part is labelled
    /// @throws InvalidSettings if there are fewer samples than the limit, or fewer than two of each class
    Split labelled(Dataset train, Seed seed) throws IOException {
        if (limit == 0) {
            return new Split(train.limit(0), train);
        }
        if (limit > train.size()) {
            throw new InvalidSettings(
                    "trainLimit is " + limit + ": there are only " + train.size() + " training samples");
        }
        if (limit < 2 * train.classes()) {
            throw new InvalidSettings("trainLimit is " + limit + ", but there are " + train.classes()
                    + " classes: two samples of each, one to learn from and one to choose by, are the least");
        }
        return Split.count(train, limit, seed);
    }

    /// A view of the samples with this share of wrong labels.
    ///
    /// @param seed decides which, and which classes they become
    Dataset noisy(Dataset train, Seed seed) throws IOException {
        if (noise == 0) {
            return train;
        }
        if (train.classes() < 2) {
            throw new InvalidSettings("labelNoise is " + noise + ", but the labels are " + train.labels()
                    + ": only a class can become another one");
        }
        return NoisyLabels.of(train, noise, seed);
    }
}
