package org.spikestill.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void vectorsAreUsedWherePresent() {
        assertThat(Choice.of("best", true))
                .isEqualTo(new Choice(
                        new VectorKernels(),
                        "vector kernels, " + VectorKernels.bits() + " bits: -Dkernels=scalar turns them off"));
    }

    @Test
    void withoutTheModuleTheDefinitionRuns() {
        assertThat(Choice.of("best", false))
                .isEqualTo(new Choice(
                        new ScalarKernels(),
                        "scalar kernels: the module jdk.incubator.vector is absent;"
                                + " --add-modules jdk.incubator.vector adds it"));
    }

    @Test
    void aPropertyForcesEither() {
        assertThat(Choice.of("scalar", true).kernels()).isEqualTo(new ScalarKernels());
        assertThat(Choice.of("vector", true).kernels()).isEqualTo(new VectorKernels());
        assertThatThrownBy(() -> Choice.of("vector", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dkernels=vector needs the module jdk.incubator.vector:"
                        + " start Java with --add-modules jdk.incubator.vector");
    }

    @Test
    void otherNamesAreRefused() {
        assertThatThrownBy(() -> Choice.of("fast", true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dkernels is 'fast': it must be best, scalar or vector");
    }

    @Test
    void theChoiceOfThisMachineIsDescribed() {
        assertThat(Kernels.best()).isSameAs(Kernels.best());
        assertThat(Kernels.describe()).startsWith("vector kernels, ");
    }
}
