package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// The way back through a population of the time-averaged network, with the average pooling and the dropout that follow it.
///
/// ```
/// dL/dx̄ = e · (dL/dr + mask/area · dL/dy)
/// ```
///
/// @param windows of the pooling
/// @param mask factors of the outputs `[m]`, or null for 1
public record RateKernel(PoolWindows windows, MemorySegment mask) {

    /// @param output dL/dy `[m]`, or null where nothing reads the outputs
    /// @param rate dL/dr `[n]`, or null
    /// @param sensitivity e `[n]`
    /// @param current receives dL/dx̄ `[n]`; may be the sensitivity itself
    public record Gradients(Values output, MemorySegment rate, Values sensitivity, Values current) {}

    public void backward(Gradients call, long from, long to) {
        PoolWindows.Span whole = windows.lanes(from, to);
        rest(call, from, whole.from());
        rest(call, whole.to(), to);
        if (whole.from() < whole.to()) {
            LaneRates.backward(this, call, whole);
        }
    }

    private void rest(Gradients call, long from, long to) {
        int[] shifts = windows.shifts();
        for (long output = from; output < to; output++) {
            long corner = windows.corner(output);
            float factor = mask == null ? 1 : mask.getAtIndex(JAVA_FLOAT, output);
            float shared = call.output() == null ? 0 : call.output().get(output) * factor / shifts.length;
            for (int shift : shifts) {
                long i = corner + shift;
                float rate = call.rate() == null ? 0 : call.rate().getAtIndex(JAVA_FLOAT, i);
                call.current().put(i, (shared + rate) * call.sensitivity().get(i));
            }
        }
    }
}
