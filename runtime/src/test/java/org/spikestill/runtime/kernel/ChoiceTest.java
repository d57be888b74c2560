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
                        "vector kernels, " + VectorKernels.bits() + " bits: -Dkernels=loops or scalar turns them off"));
    }

    @Test
    void withoutTheModuleLoopsRun() {
        Choice choice = Choice.of("best", false);

        assertThat(choice.kernels()).isInstanceOf(LoopKernels.class);
        assertThat(choice.reason())
                .isEqualTo("loop kernels: the module jdk.incubator.vector is absent; --add-modules jdk.incubator.vector"
                        + " adds it, for about half the time per sample");
    }

    @Test
    void aPropertyForcesAny() {
        assertThat(Choice.of("scalar", true).kernels()).isEqualTo(new ScalarKernels());
        assertThat(Choice.of("vector", true).kernels()).isEqualTo(new VectorKernels());
        assertThat(Choice.of("loops", true).kernels()).isInstanceOf(LoopKernels.class);
        assertThatThrownBy(() -> Choice.of("vector", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dkernels=vector needs the module jdk.incubator.vector:"
                        + " start Java with --add-modules jdk.incubator.vector");
    }

    @Test
    void otherNamesAreRefused() {
        assertThatThrownBy(() -> Choice.of("fast", true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dkernels is 'fast': it must be best, scalar, loops or vector");
    }

    @Test
    void theChoiceOfThisMachineIsDescribed() {
        assertThat(Kernels.best()).isSameAs(Kernels.best());
        assertThat(Kernels.describe()).startsWith("vector kernels, ");
    }
}
