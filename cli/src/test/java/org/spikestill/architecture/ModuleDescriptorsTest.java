package org.spikestill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Descriptors of modules against their classes: a user on the module path sees as much as one on the class path.
class ModuleDescriptorsTest {
    /// Packages with public types that no other module uses but the benchmarks, which are on the class path.
    private static final Set<String> INTERNAL = Set.of("org.spikestill.runtime.kernel", "org.spikestill.runtime.lower");

    static Stream<String> described() {
        return Project.ARROWS.keySet().stream().filter(module -> Files.exists(compiled(module)));
    }

    private static Path compiled(String module) {
        return Project.root().resolve(module).resolve("target/classes/module-info.class");
    }

    @Test
    void modulesWithoutLibtorchAreDescribed() {
        assertThat(described()).contains("model", "runtime", "data", "report", "export");
    }

    @ParameterizedTest
    @MethodSource("described")
    void everyPackageWithPublicTypesIsExportedUnlessInternal(String module) throws IOException {
        Set<String> open = classes(module, type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackageName)
                .filter(name -> !INTERNAL.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> exported = new TreeSet<>();
        descriptor(module).exports().forEach(export -> exported.add(export.source()));

        assertThat(exported)
                .as("exports in %s/src/main/java/module-info.java, against packages with public types", module)
                .isEqualTo(open);
    }

    /// Members of open families join by a service file, which the module of the family has to allow.
    @ParameterizedTest
    @MethodSource("described")
    void everyOpenFamilyIsAService(String module) throws IOException {
        Set<String> families = classes(module, ModuleDescriptorsTest::isOpenFamily)
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(descriptor(module).uses())
                .as("uses in %s/src/main/java/module-info.java, against interfaces with a catalog", module)
                .isEqualTo(families);
    }

    private static boolean isOpenFamily(JavaClass type) {
        return type.isInterface()
                && type.tryGetMethod("catalog").isPresent()
                && !type.reflect().isSealed();
    }

    private static Stream<JavaClass> classes(String module, Predicate<JavaClass> wanted) {
        String name = "org.spikestill." + module;
        return Project.classes().stream()
                .filter(type -> type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + "."))
                .filter(wanted);
    }

    private static ModuleDescriptor descriptor(String module) throws IOException {
        try (var in = Files.newInputStream(compiled(module))) {
            return ModuleDescriptor.read(in);
        }
    }
}
