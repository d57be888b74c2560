package org.spikestill.export.c;

import java.util.List;
import java.util.stream.Collectors;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.FixedPoint;

/// The C file around the statements of the layers.
///
/// @param once statements that depend on the sample alone
/// @param eachTick statements of a time step
/// @param out the network's output
record CTemplate(
        Network network,
        String prefix,
        List<Firing> firing,
        CLayers layers,
        CharSequence once,
        CharSequence eachTick,
        CSignal out) {
    private static final String TEXT = """
            /* %1$s: a spiking network of %2$d inputs, %3$d outputs and T = %4$d time steps. Interface:
             *
             *   void %1$s_begin(const float *sample);        raw values in [0, 1], channel-major; every neuron returns to its start
             *   void %1$s_step(void);                        one time step
             *   const float *%1$s_output(void);              %3$d sums so far: the largest is the class
             *   const unsigned *%1$s_spikes(void);           spikes of the last time step: %5$s
             *
             * No heap, no operating system; the standard library for fmaf and floorf alone. Compile with -std=c99 -lm: GNU mode would contract
             * products and sums, and spikes could differ from those of the network's other implementations.
             * Memory: %6$d bytes of constants, %7$d bytes of variables.
             */
            #include <math.h>

            #if defined(__GNUC__) && !defined(__STRICT_ANSI__)
            #error "compile with -std=c99"
            #endif

            void %1$s_begin(const float *sample);
            void %1$s_step(void);
            const float *%1$s_output(void);
            const unsigned *%1$s_spikes(void);

            enum { INPUTS = %2$d, OUTPUTS = %3$d, TICKS = %4$d, FIRING = %8$d };

            static unsigned spike_counts[FIRING];
            static float result[OUTPUTS];
            static const float mean[] = {%9$s};
            static const float deviation[] = {%10$s};
            %11$s
            static void add_row(float *sums, const float *weights, float x, int count) {
                if (x == 1.0f) {
                    for (int i = 0; i < count; i++) sums[i] += weights[i];
                } else {
                    for (int i = 0; i < count; i++) sums[i] = fmaf(x, weights[i], sums[i]);
                }
            }

            void %1$s_begin(const float *sample) {
                for (int i = 0; i < INPUTS; i++) {
                    const int channel = i %% %12$d;
                    const float scaled = (sample[channel * %13$d + i / %12$d] - mean[channel]) / deviation[channel];
                    input[i] = %22$s;
                }
                for (int i = 0; i < OUTPUTS; i++) result[i] = 0.0f;
            %14$s%15$s}

            void %1$s_step(void) {
                for (int i = 0; i < FIRING; i++) spike_counts[i] = 0;
            %16$s    for (int i = 0; i < OUTPUTS; i++) result[i %% %17$d * %18$d + i / %17$d] = %19$s[i];
            }

            const float *%1$s_output(void) { return result; }

            const unsigned *%1$s_spikes(void) { return spike_counts; }

            #ifdef SNN_MAIN
            /* Samples from standard input; per sample and time step the spikes of each layer, a bit per neuron and whole bytes per layer,
             * neurons channels-last; then the outputs. Each sample's results are flushed. */
            #include <stdio.h>

            static const unsigned char *const spikes[] = {%20$s};
            static const int neurons[] = {%21$s};

            static void put_spikes(const unsigned char *fired, int count) {
                for (int i = 0; i < count; i += 8) {
                    int bits = 0;
                    for (int k = 0; k < 8 && i + k < count; k++) bits |= fired[i + k] << k;
                    putchar(bits);
                }
            }

            int main(void) {
                static float sample[INPUTS];
                while (fread(sample, sizeof(float), INPUTS, stdin) == INPUTS) {
                    %1$s_begin(sample);
                    for (int tick = 0; tick < TICKS; tick++) {
                        %1$s_step();
                        for (int i = 0; i < FIRING; i++) put_spikes(spikes[i], neurons[i]);
                    }
                    fwrite(%1$s_output(), sizeof(float), OUTPUTS, stdout);
                    fflush(stdout);
                }
                return 0;
            }
            #endif
            """;

    /// A population that fires.
    ///
    /// @param layer its name in the network
    record Firing(String layer, CSignal spikes) {}

    String source() {
        Shape input = network.frame();
        return TEXT.formatted(
                prefix,
                input.elements(),
                out.elements(),
                network.ticks(),
                firing.stream()
                        .map(Firing::layer)
                        .collect(Collectors.joining(", "))
                        .replace("*/", ""),
                layers.flashBytes(),
                layers.ramBytes(),
                firing.size(),
                numbers(network.scaling().mean()),
                numbers(network.scaling().deviation()),
                layers.arrays(),
                input.channels(),
                input.elements() / input.channels(),
                layers.starts(),
                once,
                eachTick,
                out.shape().channels(),
                out.pixels(),
                out.array(),
                firing.stream().map(each -> each.spikes().array()).collect(Collectors.joining(", ")),
                firing.stream().map(each -> "" + each.spikes().elements()).collect(Collectors.joining(", ")),
                encoded());
    }

    /// A scaled value as every time step sees it.
    ///
    /// @throws InvalidNetwork for an encoder that no C code is written for
    private String encoded() {
        return switch (network.encoder()) {
            case Direct _ -> "scaled";
            case FixedPoint(int bits) -> "floorf(scaled * %1$d.0f + 0.5f) / %1$d.0f".formatted(1 << bits);
            case Encoder other ->
                throw new InvalidNetwork("the network's encoder, "
                        + Encoder.catalog().spec(other) + ", has no C code: train it with encoder direct");
        };
    }

    private static String numbers(List<Float> values) {
        return values.stream().map(value -> Float.toHexString(value) + "f").collect(Collectors.joining(", "));
    }
}
