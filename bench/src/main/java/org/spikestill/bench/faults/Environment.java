package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Surroundings of a process.
///
/// @param prefix words before the command, such as one that changes the user
/// @param variables of the environment; an empty value takes one away
/// @param flags of the JVM
/// @param folder name of the folder of the run
/// @param lacking reason why there are no such surroundings on this machine; empty if there are
record Environment(
        String name,
        List<String> prefix,
        Map<String, String> variables,
        List<String> flags,
        String folder,
        String lacking) {
    static final String FOLDER = "run";

    Environment {
        prefix = List.copyOf(prefix);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        flags = List.copyOf(flags);
    }

    /// Those of this process, but for some variables and flags.
    static Environment of(String name, Map<String, String> variables, String... flags) {
        return new Environment(name, List.of(), variables, List.of(flags), FOLDER, "");
    }

    static Environment lacking(String name, String reason) {
        return new Environment(name, List.of(), Map.of(), List.of(), FOLDER, reason);
    }

    private static Environment in(String folder, String name, Map<String, String> variables) {
        return new Environment(name, List.of(), variables, List.of(), folder, "");
    }

    /// @param nativeCache folder of unpacked libraries, which a process without a home has to be told
    /// @param tools folder of the files that some of them take
    /// @param work folder that every user may write
    static List<Environment> all(Path nativeCache, Path tools, Path work) throws IOException, InterruptedException {
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
                of("256 MB of heap", Map.of(), "-Xmx256m"),
                of("1 GB of memory", Map.of(), "-XX:MaxRAM=1g"),
                in("naïve été 学习", "a name beyond ASCII", Map.of("LC_ALL", "C.UTF-8")),
                in(("x".repeat(200) + "/").repeat(15) + FOLDER, "a long path", Map.of())));
        all.add(OtherUser.in(tools, work));
        all.add(JumpingClock.in(tools));
        return List.copyOf(all);
    }
}
