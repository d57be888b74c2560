package org.spikestill.model.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// The members of one open family, each a record: its name is the record's in kebab case or that of its [Name], its
/// settings are its components, its no-argument constructor holds the defaults.
///
/// A family is an interface with a static method `catalog()`, which is how [Settings] finds the members. From outside
/// of the toolkit a member joins with one file, the record, and one line: its class name, in a file of
/// `META-INF/services` that is called like the interface. Such a record and its no-argument constructor are public.
///
/// @param <T> the family
public final class Catalog<T> {
    private final Class<T> type;
    private final MemberForm form;

    private Catalog(Class<T> type, MemberForm form) {
        this.type = type;
        this.form = form;
    }

    /// The members listed and those that others provide.
    ///
    /// @param family what a member is called in messages, such as `neuron`
    /// @throws IllegalArgumentException if a member is no record, or two share a name
    public static <T> Catalog<T> of(String family, Class<T> type, List<Class<? extends T>> members) {
        return of(family, type, members, (text, _) -> text);
    }

    /// The same with other texts that stand for members.
    ///
    /// @param shorthand from a text and the names of all members to the spec of one; a text it does not know stays
    public static <T> Catalog<T> of(
            String family,
            Class<T> type,
            List<Class<? extends T>> members,
            BiFunction<String, Set<String>, String> shorthand) {
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        members.forEach(member -> MemberForm.put(byName, family, member));
        Catalog.class.getModule().addUses(type); // the family may belong to a module that this one does not read
        ServiceLoader.load(type, type.getClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .forEach(member -> MemberForm.put(byName, family, member));
        return new Catalog<>(type, new MemberForm(type, family, Collections.unmodifiableMap(byName), shorthand));
    }

    public String family() {
        return form.family();
    }

    public List<Class<? extends T>> members() {
        return form.members().values().stream()
                .<Class<? extends T>>map(member -> member.asSubclass(type))
                .toList();
    }

    /// In the order of [#members].
    public List<String> names() {
        return form.choices();
    }

    /// One sentence on a member, or an empty text for one from outside that was compiled without the annotation processor.
    ///
    /// @param name of [#names]
    public String summary(String name) {
        return HelpTexts.of(form.members().get(name)).summary();
    }

    /// A member with all its settings.
    ///
    /// @param name of [#names]
    public Description describe(String name) {
        return Description.of(name, form.members().get(name));
    }

    /// The name in [#names] that a text means.
    ///
    /// @param where place of the text, for errors
    /// @throws InvalidSettings naming the members and the nearest of them
    public String find(String text, String where) {
        if (!names().contains(text)) {
            throw new InvalidSettings(where + " '" + text + "' is unknown: it must be " + form.wanted()
                    + Names.suggestion(text, names()));
        }
        return text;
    }

    BiFunction<String, Set<String>, String> shorthand() {
        return form.shorthand();
    }

    /// The interface of the family.
    public Class<T> type() {
        return type;
    }

    Map<String, Class<?>> byName() {
        return form.members();
    }

    /// The member a text describes: its name and what differs from its defaults, as in
    /// `lif:leak=0.9,reset.target=zero,surrogate=triangle(gamma=0.5)`.
    ///
    /// ```
    /// spec    name | name ":" fields
    /// fields  path "=" value { "," path "=" value }      names as in files or in kebab case, a dot leads to a part
    /// value   number | true | false | none | text        text with , = ( ) [ ] { } stands in "quotes", \ escapes
    ///       | name | name "(" fields ")"                 a member of a family
    ///       | "[" [ value { "," value } ] "]"            a list
    ///       | "{" [ fields ] "}"                         a record or a map
    /// ```
    ///
    /// @throws InvalidSettings naming the field, what was found and what was wanted
    public T parse(String spec) {
        return type.cast(form.read(form.parseAlone(spec.strip(), form.family()), form.family()));
    }

    /// Inverse of [#parse], naming only what differs from the defaults.
    public String spec(T value) {
        return form.printAlone(value);
    }

    /// @param where path of the value in its document, for errors
    /// @throws InvalidSettings naming the field, what was found and what was wanted
    public T read(JsonNode node, String where) {
        return type.cast(form.read(node, where));
    }

    /// `{"type": "lif", "leak": 0.9, …}` with every component, so that a file outlives a change of defaults.
    public JsonNode write(T value) {
        return form.write(value);
    }

    /// Name of a member's value, such as `lif`.
    public String name(T value) {
        return form.nameOf(value);
    }
}
