package org.spikestill.model.settings;

import java.util.List;

/// The members of one open family.
public final class Catalog<T> {
    private final String family;
    private final List<Class<? extends T>> members;

    private Catalog(String family, List<Class<? extends T>> members) {
        this.family = family;
        this.members = members;
    }

    public static <T> Catalog<T> of(String family, Class<T> type, List<Class<? extends T>> members) {
        return new Catalog<>(family, List.copyOf(members));
    }

    public String family() {
        return family;
    }

    public List<Class<? extends T>> members() {
        return members;
    }
}
