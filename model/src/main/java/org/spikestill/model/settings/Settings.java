package org.spikestill.model.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spikestill.model.InvalidFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Records as files, trees and flags. There is nothing to register: the components of a record are its fields.
///
/// | component | in a tree |
/// |---|---|
/// | `int`, `long`, `float`, `double`, `boolean`, `String`, `Path` | number, truth value, text |
/// | enum | its constant in kebab case |
/// | record | an object with a field per component, under the component's name |
/// | record of one component without no-argument constructor | that component: a shape is `[64, 8, 8]` |
/// | generic record, such as `Ref<Network>` | as the record: its type parameter is not written |
/// | interface with a static `catalog()`, sealed interface | an object whose field `type` names the record |
/// | `Optional`, `List`, `Map` with text keys | `null` or the value, array, object |
/// | `JsonNode` | itself |
///
/// An absent field keeps the value it has in the default of the record around it, which the no-argument
/// constructor makes; without one every field must be present. Unknown fields are refused, those with a [Formerly] under
/// their present name.
public final class Settings {
    private Settings() {}

    /// Reads a value of a record or family.
    ///
    /// @param where path of the value in its document, for errors; empty at the top
    /// @throws InvalidSettings naming the field, what was found and what was wanted
    public static <T> T read(Class<T> type, JsonNode node, String where) {
        return type.cast(Form.of(type, type.getSimpleName()).read(node, where));
    }

    /// Reads the fields that a tree holds and takes the others from `base`.
    ///
    /// @throws InvalidSettings naming the field, what was found and what was wanted
    public static <R extends Record> R read(R base, JsonNode node, String where) {
        return same(base, RecordForm.of(base.getClass()).read(node, where, Optional.of(base), Set.of()));
    }

    /// Every component of a record, so that a file outlives a change of defaults.
    public static JsonNode write(Record value) {
        return Form.of(value.getClass(), value.getClass().getSimpleName()).write(value);
    }

    /// The fields that differ from a base, in brief: [#read(Record,JsonNode,String)] turns them and the base into `value`
    /// again. Members of families are specs, such as `lif:leak=0.9`.
    public static <R extends Record> ObjectNode differences(R base, R value) {
        return Differences.of(RecordForm.of(base.getClass()), Optional.of(base), value);
    }

    /// All settings as lines of YAML, each with its description above it; fields whose paths are not in `live` stand in comments,
    /// marked by `#` without a space behind it.
    ///
    /// @param live paths such as `student.ticks`
    public static List<String> commented(Record settings, Set<String> live) {
        return CommentedRecipe.of(settings, live);
    }

    /// A copy of a tree with `value` at a dotted path, such as `student.training.epochs`; groups on the way that are not there
    /// are made.
    ///
    /// @throws InvalidSettings if there is another value on the way
    public static ObjectNode at(JsonNode tree, String path, JsonNode value) {
        return Paths.set(tree, path, value);
    }

    /// @throws InvalidFile naming the file, the field, what was found and what was wanted
    public static <T> T readYaml(Class<T> type, Path file) {
        return readFile(type, file, Documents.yaml(file));
    }

    /// @throws InvalidFile naming the file, the field, what was found and what was wanted
    public static <T> T readJson(Class<T> type, Path file) {
        return readFile(type, file, Documents.json(file));
    }

    /// Reads JSON from a file whose name ends in `.json`, and YAML from any other.
    ///
    /// @throws InvalidFile naming the file, the field, what was found and what was wanted
    public static <T> T readDocument(Class<T> type, Path file) {
        return file.toString().endsWith(".json") ? readJson(type, file) : readYaml(type, file);
    }

    private static <T> T readFile(Class<T> type, Path file, JsonNode node) {
        try {
            return read(type, node, "");
        } catch (InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// One line of JSON, the same for equal trees.
    public static String toJson(JsonNode tree) {
        return tree.toString();
    }

    /// @param where what the text is, for errors
    /// @throws InvalidSettings if the text is not JSON
    public static JsonNode fromJson(String text, String where) {
        return Documents.json(text, where);
    }

    /// The settings of a record as flags, in order: records within it are flattened, a member of a family is one flag.
    public static List<Flag> flags(Record settings) {
        return Flags.of(settings);
    }

    /// Present names of flags by their earlier ones, see [Formerly].
    public static Map<String, String> formerFlags(Record settings) {
        return Flags.former(settings);
    }

    /// `base` with the settings that some flags give; a flag that names a member of a family replaces the member whole.
    ///
    /// @param values text by flag name
    /// @throws InvalidSettings naming the field, what was found and what was wanted
    public static <R extends Record> R with(R base, Map<String, String> values) {
        return same(base, Flags.with(base, values));
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R same(R base, Object value) {
        return (R) base.getClass().cast(value);
    }
}
