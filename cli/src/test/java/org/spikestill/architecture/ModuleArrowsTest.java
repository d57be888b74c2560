package org.spikestill.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may use whom: between modules, between the packages of each, and towards other people's libraries.
/// A module or package without classes breaks no rule.
class ModuleArrowsTest {

    private static JavaClasses project;

    @BeforeAll
    static void read() {
        project = Project.classes();
    }

    static Stream<String> modules() {
        return Project.ARROWS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesOnlyTheModulesItsArrowsReach(String module) {
        List<String> reached = Project.ARROWS.get(module);
        String[] others = modules()
                .filter(each -> !each.equals(module) && !reached.contains(each))
                .map(ModuleArrowsTest::within)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(within(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(project);
    }

    /// Libraries of the modules that run without libtorch, besides the JDK.
    @ParameterizedTest
    @CsvSource({
        "model,   tools.jackson.., com.fasterxml.jackson.annotation..",
        "runtime, org.spikestill.model.., jdk.incubator.vector..",
        "data,    org.spikestill.model.., tools.jackson..",
        "report,  org.spikestill.model.., tools.jackson.."
    })
    void needsTheJdkAndNoMoreThan(String module, String first, String second) {
        classes()
                .that()
                .resideInAPackage(within(module))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(within(module), "java..", "javax.imageio..", "com.drew..", first, second)
                .check(project);
    }

    @Test
    void onlyOnePackageTouchesLibtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.spikestill.lab.torch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(project);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(project);
    }

    /// The benchmarks may, and are not among the classes seen here.
    @Test
    void loweringAndKernelsAreKnownToTheRuntimeAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("runtime"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.spikestill.runtime.lower..", "org.spikestill.runtime.kernel..")
                .check(project);
    }

    /// Packages below a module's root, each with those below it.
    @ParameterizedTest
    @MethodSource("modules")
    void packagesBelowTheRootFormNoCycle(String module) {
        slices().matching("org.spikestill." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(project);
    }

    /// Every package counts, the root too. In `model` the root holds values and the errors that all packages need, and in `lab` a
    /// package may lean on those below it.
    @ParameterizedTest
    @ValueSource(strings = {"runtime", "data", "report", "studies", "cli"})
    void packagesFormNoCycle(String module) {
        slices().assignedFrom(new Packages("org.spikestill." + module))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(project);
    }

    private record Packages(String root) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + root;
        }
    }

    /// From the ground up: each may use those before it.
    @Test
    void trainingStandsOnLossesTheseOnTeachersTheseOnTensors() {
        layered("progress", "teacher", "loss", "train");
        layered("torch", "teacher", "loss", "train");
    }

    private static void layered(String... packages) {
        for (int i = 0; i < packages.length; i++) {
            noClasses()
                    .that()
                    .resideInAPackage("org.spikestill.lab." + packages[i] + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.of(packages)
                            .skip(i + 1L)
                            .map(name -> "org.spikestill.lab." + name + "..")
                            .toArray(String[]::new))
                    .allowEmptyShould(false)
                    .check(project);
        }
    }

    private static String within(String module) {
        return "org.spikestill." + module + "..";
    }
}
