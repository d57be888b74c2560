package org.spikestill.model.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The written form of the values of one Java type: as a tree in files, as text in flags and specs. Text is always turned
/// into a tree first, so that a value is checked in one place, whichever way it came.
sealed interface Form
        permits Scalar, ConstantForm, OptionalForm, ListForm, MapForm, RecordForm, WrapperForm, MemberForm {
    /// Kind of value, as it stands in errors after "it must be".
    String wanted();

    /// @param where path of the field in its document, for errors
    Object read(JsonNode node, String where);

    JsonNode write(Object value);

    /// The tree of a text that stands among others, as in `triangle(gamma=0.5)`.
    JsonNode parse(String text, String where);

    /// Inverse of [#parse].
    String print(Object value);

    /// The tree of a text that stands alone, as after a flag, and needs no quotes or brackets against its neighbours.
    default JsonNode parseAlone(String text, String where) {
        return parse(text, where);
    }

    /// Inverse of [#parseAlone].
    default String printAlone(Object value) {
        return print(value);
    }

    /// The names to choose from, where there is a list of them.
    default List<String> choices() {
        return List.of();
    }

    /// @param place component or type parameter, for errors
    static Form of(Type type, String place) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain, place);
            case ParameterizedType generic
            when generic.getRawType() == Optional.class ->
                new OptionalForm(of(generic.getActualTypeArguments()[0], place));
            case ParameterizedType generic
            when generic.getRawType() == List.class -> new ListForm(of(generic.getActualTypeArguments()[0], place));
            case ParameterizedType generic
            when generic.getRawType() == Map.class && generic.getActualTypeArguments()[0] == String.class ->
                new MapForm(of(generic.getActualTypeArguments()[1], place));
            case ParameterizedType generic
            when generic.getRawType() instanceof Class<?> raw && raw.isRecord() ->
                ofClass(raw, place); // the parameter is for the compiler: no component may hold one
            default -> throw unsupported(type, place);
        };
    }

    private static Form ofClass(Class<?> type, String place) {
        if (type == int.class || type == Integer.class) {
            return Scalar.INT;
        } else if (type == long.class || type == Long.class) {
            return Scalar.LONG;
        } else if (type == float.class || type == Float.class) {
            return Scalar.FLOAT;
        } else if (type == double.class || type == Double.class) {
            return Scalar.DOUBLE;
        } else if (type == boolean.class || type == Boolean.class) {
            return Scalar.BOOLEAN;
        } else if (type == String.class) {
            return Scalar.TEXT;
        } else if (type == Path.class) {
            return Scalar.PATH;
        } else if (type == JsonNode.class) {
            return Scalar.TREE;
        } else if (type.isEnum()) {
            return new ConstantForm(type);
        } else if (type.isRecord()) {
            RecordForm form = RecordForm.of(type);
            return form.type().wraps() ? new WrapperForm(form.type()) : form;
        } else if (type.isSealed()) {
            return MemberForm.ofSealed(type);
        } else if (type.isInterface()) {
            return MemberForm.ofFamily(type).orElseThrow(() -> unsupported(type, place));
        }
        throw unsupported(type, place);
    }

    private static IllegalArgumentException unsupported(Type type, String place) {
        return new IllegalArgumentException(place + " has type " + type.getTypeName()
                + ", which settings cannot hold: use a number, text, enum, record, family, Optional, List or Map");
    }

    /// A value of the wrong kind or range.
    static InvalidSettings wrong(String where, JsonNode found, String wanted) {
        return new InvalidSettings(place(where) + " is " + describe(found) + ": it must be " + wanted);
    }

    static String place(String where) {
        return where.isEmpty() ? "the document" : where;
    }

    static String join(String where, String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    private static String describe(JsonNode found) {
        if (found.isObject()) {
            return "a group of fields";
        } else if (found.isArray()) {
            return "a list";
        } else if (found.isNull() || found.isMissingNode()) {
            return "empty";
        }
        String text = found.asString();
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return found.isString() ? "'" + shown + "'" : shown;
    }
}
