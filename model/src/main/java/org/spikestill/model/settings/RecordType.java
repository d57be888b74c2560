package org.spikestill.model.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A record class by reflection: its components, its defaults, and its constructors.
record RecordType(Class<? extends Record> type) {
    /// One component of a record.
    record Field(RecordComponent component) {
        /// The name in files.
        String name() {
            return component.getName();
        }

        /// The name in text.
        String flag() {
            return Names.kebab(component.getName());
        }

        Form form() {
            return Form.of(
                    component.getGenericType(),
                    component.getDeclaringRecord().getSimpleName() + "." + component.getName());
        }

        Object of(Object value) {
            var accessor = component.getAccessor();
            accessor.trySetAccessible();
            try {
                return accessor.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException(
                        component.getDeclaringRecord().getName()
                                + " cannot be read: make it public, and open its package",
                        e);
            }
        }
    }

    List<Field> fields() {
        return Arrays.stream(type.getRecordComponents()).map(Field::new).toList();
    }

    /// Whether this wraps a single value, such as a shape or a seed: one component and no default of its own.
    boolean wraps() {
        return type.getRecordComponents().length == 1 && noArguments().isEmpty();
    }

    /// The value of the no-argument constructor.
    Optional<Object> defaults() {
        return noArguments().map(constructor -> construct(constructor, "the default of " + type.getSimpleName()));
    }

    /// A record of these component values.
    ///
    /// @param where path of the record in its document, for errors
    Object create(String where, Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return construct(type.getDeclaredConstructor(types), where, values);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has its canonical constructor", e);
        }
    }

    /// A record refuses its own bad values; here its place in the document is added. `rate is 2.0: …` at `layers[3]` becomes
    /// `layers[3].rate is 2.0: …`.
    private Object construct(Constructor<?> constructor, String where, Object... values) {
        constructor.trySetAccessible();
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw new InvalidSettings(located(where, refusal), refusal);
            }
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        } catch (IllegalAccessException | InstantiationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be made: make it and its constructors public, or open its package", e);
        }
    }

    private String located(String where, RuntimeException refusal) {
        String message = Objects.requireNonNullElse(refusal.getMessage(), refusal.toString());
        if (where.isEmpty()) {
            return message;
        }
        String first = message.split("[ .\\[]", 2)[0];
        boolean names = fields().stream().anyMatch(field -> field.name().equals(first));
        return where + (names ? "." : ": ") + message;
    }

    private Optional<Constructor<?>> noArguments() {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == 0)
                .findFirst();
    }
}
