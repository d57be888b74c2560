package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.LabelSupply;
import org.spikestill.data.NoData;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.settings.Seed;

/// A function that is to be learnt from its values, or from an equation it satisfies.
public interface Problem {
    static Catalog<Problem> catalog() {
        return Problems.CATALOG;
    }

    /// The samples it is posed on, if it is not a formula.
    default DataSource data() {
        return new NoData();
    }

    /// Noise of the training labels.
    default LabelSupply labels() {
        return LabelSupply.ALL;
    }

    /// Check of all that can be known before any training.
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings with the way out
    /// @throws org.spikestill.model.InvalidFile if a file does not hold what it should
    Posed pose(DataSplits data, Seed seed) throws IOException;

    /// A problem with its points.
    ///
    /// @param test values of the exact function, also where training values have noise
    /// @param classes whether values are one-hot labels: the first grade is then trained by cross-entropy
    /// @param equation on the training points; empty where values themselves are learnt
    /// @param line length of runs of equidistant training points, for the spectrum of the residual; 0 for none
    /// @param width of the picture that the test points make, row by row; 0 for none
    record Posed(
            Points train,
            Points validation,
            Points test,
            boolean classes,
            Optional<LinearEquation> equation,
            int line,
            int width) {
        static Posed of(Points train, Points validation, Points test, int line) {
            return new Posed(train, validation, test, false, Optional.empty(), line, 0);
        }
    }
}
