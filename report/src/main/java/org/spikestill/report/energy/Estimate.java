package org.spikestill.report.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Energy per sample as a sum of terms. A term that has work but no price is missing, and the sum is then partial.
///
/// @param terms with a price
/// @param missing names of terms with work but without a price, and of what no count stands for
public record Estimate(List<Term> terms, List<String> missing) {
    /// Of no estimate here: there is nothing to count them by.
    public static final List<String> NEVER = List.of("routing", "static power", "input and output");

    /// @param count per sample
    /// @param picojoules each
    public record Term(String name, double count, double picojoules) {
        public double energyNanojoules() {
            return count * picojoules / 1e3;
        }
    }

    public Estimate {
        terms = List.copyOf(terms);
        missing = List.copyOf(missing);
    }

    /// Synaptic operations and neuron updates alone.
    public static Estimate computation(WorkCounts counts, PriceTable prices) {
        Maker maker = new Maker();
        maker.computation(counts, prices);
        maker.missing.add("memory");
        return maker.made();
    }

    /// As [#computation], with the fetch of a weight for each synaptic operation and the access to a state for each update.
    public static Estimate withMemory(WorkCounts counts, PriceTable prices) {
        Maker maker = new Maker();
        maker.computation(counts, prices);
        double operations = counts.addsPerSample() + counts.multiplyAddsPerSample();
        maker.add("weight reads", operations, prices.weightRead());
        maker.add("state accesses", counts.updatesPerSample(), prices.stateAccess());
        return maker.made();
    }

    private static final class Maker {
        private final List<Term> terms = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        void computation(WorkCounts counts, PriceTable prices) {
            add("accumulates", counts.addsPerSample(), prices.add());
            add("multiply-accumulates", counts.multiplyAddsPerSample(), prices.multiplyAdd());
            add("neuron updates", counts.updatesPerSample(), prices.update());
            if (prices.spike().isPresent()) {
                add("spikes", counts.spikesPerSample(), prices.spike());
            }
        }

        void add(String name, double count, Optional<Double> price) {
            if (count == 0) {
                return;
            }
            price.ifPresentOrElse(each -> terms.add(new Term(name, count, each)), () -> missing.add(name));
        }

        Estimate made() {
            missing.addAll(NEVER);
            return new Estimate(terms, missing);
        }
    }

    /// Sum of the terms that have a price.
    public double partialNanojoules() {
        return terms.stream().mapToDouble(Term::energyNanojoules).sum();
    }

    /// The sum, unless work that was counted has no price.
    public Optional<Double> nanojoules() {
        boolean priced = missing.stream().allMatch(each -> NEVER.contains(each) || each.equals("memory"));
        return priced ? Optional.of(partialNanojoules()) : Optional.empty();
    }
}
