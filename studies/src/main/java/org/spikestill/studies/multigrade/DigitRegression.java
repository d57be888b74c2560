package org.spikestill.studies.multigrade;

import java.io.IOException;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Mnist;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Name;
import org.spikestill.model.settings.Seed;

/// Regression on images whose labels oscillate with the norm of the image (Fang and Xu, NeurIPS 2024): one-hot labels times
/// 1 + amplitude · sin(2π·frequency·|x|). Validation and test labels are clean.
///
/// @param source of labelled images
/// @param amplitude β, ≥ 0
/// @param frequency κ, ≥ 0
@Name("mnist-regression")
public record DigitRegression(DataSource source, float amplitude, float frequency) implements Problem {
    public DigitRegression {
        Check.notNegative("amplitude", amplitude);
        Check.notNegative("frequency", frequency);
    }

    public DigitRegression() {
        this(new Mnist(), 1, 5);
    }

    @Override
    public DataSource data() {
        return source;
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) throws IOException {
        Points train = NoisyClasses.oneHot(data.train());
        for (int i = 0; i < train.size(); i++) {
            double square = 0;
            for (int j = 0; j < train.inputs(); j++) {
                double value = train.x()[i * train.inputs() + j];
                square += value * value;
            }
            double factor = 1 + amplitude * StrictMath.sin(2 * Math.PI * frequency * Math.sqrt(square));
            for (int k = 0; k < train.outputs(); k++) {
                train.y()[i * train.outputs() + k] *= (float) factor;
            }
        }
        return Posed.of(train, NoisyClasses.oneHot(data.validation()), NoisyClasses.oneHot(data.test()), 0);
    }
}
