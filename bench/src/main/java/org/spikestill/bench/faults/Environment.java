package org.spikestill.bench.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Surroundings of a process.
///
/// @param variables of the environment; an empty value takes one away
/// @param flags of the JVM
/// @param folder name of the folder of the run
record Environment(String name, Map<String, String> variables, List<String> flags, String folder) {
    private static final String PLAIN = "run";

    Environment {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        flags = List.copyOf(flags);
    }

    private static Environment of(String name, Map<String, String> variables, String... flags) {
        return new Environment(name, variables, List.of(flags), PLAIN);
    }

    /// @param nativeCache folder of unpacked libraries, which a process without a home has to be told
    static List<Environment> all(String nativeCache) {
        List<Environment> all = new ArrayList<>(List.of(
                of("POSIX locale", Map.of("LC_ALL", "C", "LANG", "")),
                of(
                        "no home, unknown user",
                        Map.of("HOME", "", "USER", "", "LOGNAME", ""),
                        "-Duser.home=?",
                        "-Duser.name=?",
                        "-Dorg.bytedeco.javacpp.cachedir=" + nativeCache),
                of("no temporary folder", Map.of("TMPDIR", "/nowhere"), "-Djava.io.tmpdir=/nowhere"),
                of("digits of another script", Map.of(), "-Duser.language=ar", "-Duser.country=EG"),
                of("a time zone a day ahead", Map.of("TZ", "Pacific/Kiritimati")),
                of("1 processor", Map.of(), "-XX:ActiveProcessorCount=1"),
                of("64 processors", Map.of(), "-XX:ActiveProcessorCount=64"),
                of("a window of 20 columns", Map.of("COLUMNS", "20"), "-Dspikestill.columns=20"),
                of("256 MB of heap", Map.of(), "-Xmx256m")));
        all.add(new Environment("a name beyond ASCII", Map.of("LC_ALL", "C.UTF-8"), List.of(), "naïve été 学习"));
        all.add(new Environment("a long path", Map.of(), List.of(), ("x".repeat(200) + "/").repeat(15) + PLAIN));
        return List.copyOf(all);
    }
}
