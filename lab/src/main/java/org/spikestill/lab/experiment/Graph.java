package org.spikestill.lab.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The steps of an experiment, each after those it reads.
///
/// @param steps by name, in the order they run
/// @param result the step the experiment is about
public record Graph(SequencedMap<Ref<?>, Step<?>> steps, Ref<?> result) {
    public Graph {
        steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
        for (var each : steps.entrySet()) {
            for (Ref<?> input : each.getValue().inputs()) {
                if (!precedes(steps, input, each.getKey())) {
                    throw new IllegalArgumentException("the step '" + each.getKey() + "' reads '" + input
                            + "', which no step before it makes: add that step first");
                }
            }
        }
        if (!steps.containsKey(result)) {
            throw new IllegalArgumentException("the graph has no step '" + result + "', its result: add it");
        }
    }

    private static boolean precedes(SequencedMap<Ref<?>, Step<?>> steps, Ref<?> input, Ref<?> reader) {
        for (Ref<?> name : steps.sequencedKeySet()) {
            if (name.equals(reader)) {
                return false;
            } else if (name.equals(input)) {
                return true;
            }
        }
        return false;
    }

    /// A graph under construction.
    public static final class Builder {
        private final SequencedMap<Ref<?>, Step<?>> steps = new LinkedHashMap<>();

        /// Appends a step.
        ///
        /// @return the reference to its result
        public <R> Ref<R> add(String name, Step<R> step) {
            Ref<R> ref = new Ref<>(name);
            if (steps.putIfAbsent(ref, step) != null) {
                throw new IllegalArgumentException(
                        "the graph has a step '" + name + "' already: name this one otherwise");
            }
            return ref;
        }

        /// The networks made so far, in order.
        @SuppressWarnings("unchecked") // the type of a step's result is that of its reference
        public List<Ref<ModelResult>> networks() {
            List<Ref<ModelResult>> networks = new ArrayList<>();
            steps.forEach((ref, step) -> {
                if (step.result() == ModelResult.TYPE) {
                    networks.add((Ref<ModelResult>) ref);
                }
            });
            return networks;
        }

        public Graph build(Ref<?> result) {
            return new Graph(steps, result);
        }
    }
}
