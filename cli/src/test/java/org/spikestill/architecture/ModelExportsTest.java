package org.spikestill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The model is a public face throughout: whoever uses it as a module sees what others see on the class path.
class ModelExportsTest {

    @Test
    void everyPackageWithPublicTypesIsExported() throws IOException {
        var exported = new TreeSet<String>();
        var compiled = Project.root().resolve("model/target/classes/module-info.class");
        try (var in = Files.newInputStream(compiled)) {
            ModuleDescriptor.read(in).exports().forEach(export -> exported.add(export.source()));
        }
        var open = new TreeSet<String>();
        for (var type : Project.classes()) {
            if (type.getPackageName().startsWith("org.spikestill.model")
                    && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                open.add(type.getPackageName());
            }
        }
        assertThat(exported)
                .as("exports in model/src/main/java/module-info.java, against packages with public types")
                .isEqualTo(open);
    }
}
