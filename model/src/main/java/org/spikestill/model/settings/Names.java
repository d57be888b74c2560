package org.spikestill.model.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Java names as they are written outside of Java, and the known name nearest to a mistyped one.
final class Names {
    private Names() {}

    /// `FashionMnist` → `fashion-mnist`, `studentTraining` → `student-training`, `LIFNeuron` → `lif-neuron`,
    /// `CHARGE_FIRST` → `charge-first`.
    static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    /// The name of a record class: that of its [Name], or its simple name in kebab case.
    static String of(Class<?> type) {
        Name name = type.getAnnotation(Name.class);
        return name == null ? kebab(type.getSimpleName()) : name.value();
    }

    /// `; did you mean 'leak'?` where a known name differs in two letters or a third of them, else nothing.
    static String suggestion(String found, Collection<String> known) {
        return nearest(found, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private static Optional<String> nearest(String found, Collection<String> known) {
        String wanted = found.toLowerCase(Locale.ROOT);
        int bound = Math.min(Math.max(2, wanted.length() / 3), wanted.length() - 1);
        return known.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= bound)
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= bound)
                .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /// Letters to insert, delete or replace to come from one word to the other (Levenshtein, 1966).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
