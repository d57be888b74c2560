package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// A sum of sine waves on [0, 1], the regression target of studies of spectral bias (Rahaman et al., ICML 2019; Fang and Xu,
/// NeurIPS 2024). Samples are [1], labels one value.
///
/// ```
/// y(x) = Σ_j a_j · sin(2π · spacing·j · x + φ_j)      j = 1 … terms, a_j linear from first to last
/// ```
///
/// Training samples lie on the grid i / train, test samples are drawn uniformly. Phases and test samples come from the seed.
/// Of the default set an MLP of two hidden layers learns all but 10⁻³ of the squares; the published function of twenty terms
/// is `waves:train=6000,test=2000,terms=20,spacing=10`.
///
/// @param train training samples, ≥ 1
/// @param test test samples, ≥ 1
/// @param terms sine waves that are summed, 1 to 1000
/// @param spacing of their frequencies in periods per unit of x, > 0
/// @param first amplitude of the lowest frequency
/// @param last amplitude of the highest frequency
/// @param seed decides phases and test samples; part of what the data are, not of a run
public record Waves(int train, int test, int terms, float spacing, float first, float last, long seed)
        implements DataSource {
    public Waves {
        Check.count("train", train);
        Check.count("test", test);
        Check.within("terms", terms, 1, 1000);
        Check.positive("spacing", spacing);
    }

    public Waves() {
        this(2000, 500, 2, 1, 1, 0.5f, 1);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Seed draws = Seed.of(seed).split("test");
        float[] grid = new float[train];
        for (int i = 0; i < train; i++) {
            grid[i] = (float) i / train;
        }
        float[] drawn = new float[test];
        for (int i = 0; i < test; i++) {
            drawn[i] = Seed.uniform(draws.value(), i);
        }
        return new Opened(tabulated(grid), tabulated(drawn), List.of());
    }

    private Dataset tabulated(float[] x) {
        float[] values = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = (float) value(x[i]);
        }
        return new Tabulated(Shape.of(1), Labels.values(1), x, values);
    }

    /// y(x)
    double value(double x) {
        long phases = Seed.of(seed).split("phases").value();
        double sum = 0;
        for (int j = 1; j <= terms; j++) {
            double share = terms == 1 ? 0 : (j - 1.0) / (terms - 1);
            double amplitude = first + share * (last - first);
            double phase = 2 * Math.PI * Seed.uniform(phases, j);
            sum += amplitude * StrictMath.sin(2 * Math.PI * spacing * j * x + phase);
        }
        return sum;
    }
}
