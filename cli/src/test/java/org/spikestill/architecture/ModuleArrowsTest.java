package org.spikestill.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may use whom: between modules, between the packages of `lab`, and towards other people's libraries.
/// A module or package without classes breaks no rule.
class ModuleArrowsTest {

    private static JavaClasses project;

    @BeforeAll
    static void read() {
        project = Project.classes();
    }

    static Stream<String> modules() {
        return Project.MODULES.stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesOnlyModulesBelowIt(String module) {
        var above = Project.MODULES.stream()
                .skip(Project.MODULES.indexOf(module) + 1)
                .map(ModuleArrowsTest::within)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(within(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .allowEmptyShould(true)
                .check(project);
    }

    @Test
    void modelNeedsTheJdkAndTheJsonParser() {
        classes()
                .that()
                .resideInAPackage(within("model"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(within("model"), "java..", "tools.jackson..", "com.fasterxml.jackson.annotation..")
                .check(project);
    }

    @Test
    void runtimeNeedsTheJdkTheModelAndTheVectorModule() {
        classes()
                .that()
                .resideInAPackage(within("runtime"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(within("runtime"), within("model"), "java..", "jdk.incubator.vector..")
                .allowEmptyShould(true)
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

    @Test
    void packagesOfTheLabFormNoCycle() {
        slices().matching("org.spikestill.lab.(*)..").should().beFreeOfCycles().check(project);
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
