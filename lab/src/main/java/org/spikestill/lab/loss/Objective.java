package org.spikestill.lab.loss;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Augmentation;
import org.spikestill.data.Labels;
import org.spikestill.data.Mixing;
import org.spikestill.lab.teacher.Rotation;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Check;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.settings.InvalidSettings;

/// A weighted sum of losses, each logged on its own (LaSNN eq. 8).
///
/// ```
/// L = Σ_i weight_i · min(1, epoch / ramp_i) · decay_i^epoch · L_i      over terms that are not left out yet; epochs from 0
/// ```
///
/// Where losses see rotated copies ([Targets.Kind#ROTATED_LOGITS]), L is [#of] the samples and [#ofRotated] each [Rotation],
/// added up.
public record Objective(List<Term> terms) {
    /// @param weight ≥ 0
    /// @param decay of the weight per epoch, in (0, 1]; 1 keeps it
    /// @param epochs after which the term is left out; 0 keeps it to the end
    /// @param ramp epochs in which the weight rises from 0 to its full value; 0 starts with that
    public record Term(Loss loss, float weight, float decay, int epochs, int ramp) {
        public Term(Loss loss, float weight, float decay) {
            this(loss, weight, decay, 0, 0);
        }

        /// The same term, rising over as many epochs.
        public Term rising(int value) {
            return new Term(loss, weight, decay, epochs, value);
        }

        /// Factor of the loss in an epoch.
        ///
        /// @param epoch from 0
        public double weightIn(int epoch) {
            double risen = epoch < ramp ? (double) epoch / ramp : 1;
            return epochs > 0 && epoch >= epochs ? 0 : weight * risen * Math.pow(decay, epoch);
        }

        public Term {
            Check.within("epochs", epochs, 0, 10_000);
            Check.within("ramp", ramp, 0, 10_000);
            Check.notNegative("weight", weight);
            Check.within("decay", decay, 1e-6f, 1);
        }

        public Term() {
            this(new CrossEntropy(), 1, 1);
        }
    }

    /// @param total scalar `[]`
    /// @param parts each loss before weighting, by name
    public record Value(Tensor total, Map<String, Tensor> parts) {}

    /// Outputs that an artificial network has as well.
    private static final Set<Loss.Need> ARTIFICIAL_NEEDS = Set.of(Loss.Need.MAPS, Loss.Need.ACTIVITY);

    /// Targets that an artificial network can learn.
    private static final Set<Target> ARTIFICIAL_TARGETS =
            Set.of(Targets.Kind.LOGITS, Targets.Kind.ATTENTION, Targets.Kind.FEATURES);

    public Objective {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("terms is empty: an objective needs at least one loss");
        }
        Set<String> names = new HashSet<>();
        for (Term term : terms) {
            String name = Loss.catalog().name(term.loss());
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "terms holds " + name + " twice: name each loss once, since each is logged under its name");
            }
        }
        if (terms.stream().allMatch(Objective::rotated)) {
            throw new IllegalArgumentException(
                    "terms only holds " + names.iterator().next()
                            + ", which sees rotated copies: name a loss of the images as they are too, such as cross-entropy");
        }
    }

    public static Objective of(Loss loss) {
        return new Objective(List.of(new Term(loss, 1, 1)));
    }

    /// The usual objective of labels alone: cross-entropy for classes, mean squared error for values. Without labels it costs as
    /// much as on those that stand in for them.
    public static Objective of(Labels labels) {
        return of(
                switch (labels.kind()) {
                    case CLASSES, SOME_CLASSES, NONE -> new CrossEntropy();
                    case VALUES -> new MeanSquaredError();
                });
    }

    /// These losses and one more, whose weight does not decay.
    public Objective with(Loss loss, float weight) {
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(loss, weight, 1));
        return new Objective(more);
    }

    /// The same for a student without a teacher: the terms that read none, with cross-entropy at its full weight, whatever share
    /// of it the teacher had left. Where no term reads labels, cross-entropy stands alone.
    public Objective withoutTeacher() {
        List<Term> rest = new ArrayList<>();
        for (Term term : terms) {
            if (term.loss() instanceof CrossEntropy) {
                rest.add(new Term(term.loss(), 1, 1));
            } else if (term.loss().targets().isEmpty()) {
                rest.add(term);
            }
        }
        if (rest.stream().allMatch(term -> term.loss().labels().isEmpty())) {
            rest.addFirst(new Term(new CrossEntropy(), 1, 1));
        }
        return new Objective(rest);
    }

    private static boolean rotated(Term term) {
        return term.loss().targets().contains(Targets.Kind.ROTATED_LOGITS);
    }

    /// Whether a loss compares layers of the student with layers of the teacher.
    public boolean needsPairs() {
        return needs(Loss.Need.MAPS) || needs(Loss.Need.TRAINS);
    }

    /// Whether a loss compares maps of student and teacher pixel by pixel.
    public boolean readsPixels() {
        return terms.stream()
                .map(Term::loss)
                .filter(loss ->
                        loss.needs().contains(Loss.Need.MAPS) || loss.needs().contains(Loss.Need.TRAINS))
                .anyMatch(Loss::readsPixels);
    }

    /// Parameters of all losses.
    ///
    /// @param pairs layers that match
    public List<Parameter> parameters(List<LayerPair> pairs, Taps teacher, Network student) {
        return terms.stream()
                .flatMap(term -> term.loss().parameters(pairs, teacher, student).stream())
                .toList();
    }

    /// Whether a loss reads targets of a teacher.
    public boolean needsTeacher() {
        return terms.stream().anyMatch(term -> !term.loss().targets().isEmpty());
    }

    /// Layers of the student whose maps must be recorded, with gradients.
    public Set<String> records(Network student, List<LayerPair> pairs) {
        Set<String> records = new HashSet<>();
        terms.forEach(term -> records.addAll(term.loss().records(student, pairs)));
        return records;
    }

    public boolean needs(Loss.Need need) {
        return terms.stream().anyMatch(term -> term.loss().needs().contains(need));
    }

    public boolean reads(Target kind) {
        return terms.stream().anyMatch(term -> term.loss().targets().contains(kind));
    }

    /// Targets that all losses together read.
    ///
    /// @param pairs layers that match
    /// @param taps of the teacher
    /// @param precision of the teacher's convolutions
    public TargetSpec targets(List<LayerPair> pairs, Taps taps, Precision precision) {
        List<Targets.Part> parts = new ArrayList<>();
        Set<Target> kinds = new LinkedHashSet<>();
        terms.forEach(term -> kinds.addAll(term.loss().targets()));
        for (Target kind : kinds) {
            if (kind.ofLayer()) {
                pairs.forEach(pair -> parts.add(new Targets.Part(kind, pair.teacher())));
            } else {
                parts.add(Targets.Part.of(kind));
            }
        }
        return TargetSpec.of(parts, taps, precision);
    }

    /// Checks, before anything is trained, that a gradient carries what the losses read.
    ///
    /// @param setting that holds the gradient, for the error
    /// @throws InvalidSettings naming the loss
    public void check(Gradient gradient, String setting) {
        for (Term term : terms) {
            Set<Loss.Need> needs = term.loss().needs();
            boolean everyTick = needs.contains(Loss.Need.EVERY_TICK) || needs.contains(Loss.Need.TRAINS);
            if (gradient == Gradient.RATE_BASED && everyTick) {
                throw new InvalidSettings("objective holds " + Loss.catalog().name(term.loss())
                        + ", which learns from every tick, but rate-based gradients only know the average over ticks: set"
                        + " " + setting + ".gradient to bptt");
            }
        }
    }

    /// Checks, before anything is trained, that the data have the labels that the losses read.
    ///
    /// @throws InvalidSettings naming the loss
    public void check(Labels labels) {
        for (Term term : terms) {
            Optional<Labels.Kind> read = term.loss().labels();
            if (read.isPresent() && !term.loss().reads(labels.kind())) {
                throw new InvalidSettings("objective holds " + Loss.catalog().name(term.loss()) + ", which reads "
                        + read.get().name().toLowerCase(Locale.ROOT) + ", but the labels are " + labels + ": name "
                        + switch (labels.kind()) {
                            case CLASSES -> "cross-entropy";
                            case SOME_CLASSES -> "cross-entropy, which reads the labels there are";
                            case VALUES -> "mean-squared-error";
                            case NONE -> "soft-targets, or another loss that reads a teacher's targets alone";
                        });
            }
        }
    }

    /// Checks, before anything is trained, that every loss reads samples as an augmentation leaves them.
    ///
    /// @throws InvalidSettings naming the loss
    public void check(Augmentation augmentation) {
        for (Term term : terms) {
            if (augmentation instanceof Mixing && !term.loss().readsMixtures()) {
                throw new InvalidSettings("objective holds " + Loss.catalog().name(term.loss())
                        + ", which reads one label of each sample, but the augmentation "
                        + Augmentation.catalog().name(augmentation)
                        + " mixes two: name cross-entropy, which weighs both, or another augmentation");
            }
        }
    }

    /// Checks that an artificial network can be trained with this: it has neither spikes nor ticks.
    ///
    /// @param field names the objective in the error
    /// @throws IllegalArgumentException naming the loss
    public void checkArtificial(String field) {
        for (Term term : terms) {
            Loss loss = term.loss();
            if (!ARTIFICIAL_NEEDS.containsAll(loss.needs()) || !ARTIFICIAL_TARGETS.containsAll(loss.targets())) {
                throw new IllegalArgumentException(field + " holds "
                        + Loss.catalog().name(loss)
                        + ", which reads spikes, ticks or rotated copies, and an ANN has none: name cross-entropy, soft-targets,"
                        + " attention-match, or another loss of logits or maps");
            }
        }
    }

    /// @param epoch from 0
    public Value of(LossInputs inputs, int epoch) {
        return sum(terms.stream().filter(term -> !rotated(term)).toList(), 1, inputs, epoch);
    }

    /// One rotation's share of the mean over all.
    ///
    /// @param inputs of the copies under that rotation
    /// @param epoch from 0
    public Value ofRotated(LossInputs inputs, int epoch) {
        double share = 1.0 / Rotation.values().length;
        return sum(terms.stream().filter(Objective::rotated).toList(), share, inputs, epoch);
    }

    private static Value sum(List<Term> terms, double share, LossInputs inputs, int epoch) {
        Tensor total = null;
        Map<String, Tensor> parts = new LinkedHashMap<>();
        for (Term term : terms) {
            Tensor part = term.loss().of(inputs).times(share);
            parts.put(Loss.catalog().name(term.loss()), part);
            Tensor weighted = part.times(term.weightIn(epoch));
            total = total == null ? weighted : total.plus(weighted);
        }
        return new Value(total, parts);
    }
}
