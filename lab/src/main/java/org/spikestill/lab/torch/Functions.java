package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.model.Layer;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.settings.Seed;

/// Layers as calls of the native library, with the memory layout that is fast on a CPU: channels-last.
final class Functions {
    /// Share of each batch in the running statistics, as in the common frameworks.
    private static final double BATCH_NORM_MOMENTUM = 0.1;

    /// Keeps a quantised clip alive whose λ training has driven below 0.
    static final double SMALLEST_THRESHOLD = 1e-3;

    private Functions() {}

    static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return new Tensor(torch.linear(x.raw(), weight.raw(), optional(bias)));
    }

    static Tensor convolution(Tensor x, Tensor weight, Tensor bias, Layer.Conv2d conv) {
        try (org.bytedeco.pytorch.Tensor y = torch.conv2d(
                x.raw(),
                weight.raw(),
                optional(bias),
                new long[] {conv.stride(), conv.stride()},
                new long[] {conv.padding(), conv.padding()},
                new long[] {1, 1},
                1)) {
            return new Tensor(y.contiguous(torch.MemoryFormat.ChannelsLast)); // the same memory, if it lies so already
        }
    }

    /// Gradients of a product.
    ///
    /// @param input null where it is not needed
    /// @param bias the same
    record Gradients(Tensor input, Tensor weight, Tensor bias) {}

    static Gradients linearBackward(Tensor gradient, Tensor x, Tensor weight, boolean further, boolean bias) {
        return new Gradients(
                further ? new Tensor(gradient.raw().mm(weight.raw())) : null,
                new Tensor(gradient.raw().t().mm(x.raw())),
                bias ? gradient.sum(0) : null);
    }

    static Gradients convolutionBackward(
            Tensor gradient, Tensor x, Tensor weight, Layer.Conv2d conv, boolean further, boolean bias) {
        try (var each = torch.convolution_backward(
                gradient.raw(),
                x.raw(),
                weight.raw(),
                bias ? new LongArrayRefOptional(gradient.size(1)) : new LongArrayRefOptional(),
                new long[] {conv.stride(), conv.stride()},
                new long[] {conv.padding(), conv.padding()},
                new long[] {1, 1},
                false,
                new long[] {0, 0},
                1,
                new BoolPointer(3).put(0, further).put(1, true).put(2, bias))) {
            return new Gradients(
                    further ? outliving(each.get0()) : null,
                    outliving(each.get1()),
                    bias ? outliving(each.get2()) : null);
        }
    }

    /// A handle of its own to the tensor behind a reference whose owner is closed soon.
    private static Tensor outliving(org.bytedeco.pytorch.Tensor reference) {
        return new Tensor(new org.bytedeco.pytorch.Tensor(reference));
    }

    static Tensor averagePool(Tensor x, int size) {
        long[] window = {size, size};
        return new Tensor(
                torch.avg_pool2d(x.raw(), window, window, new long[] {0, 0}, false, true, new LongOptional()));
    }

    static Tensor maxPool(Tensor x, int size) {
        long[] window = {size, size};
        return new Tensor(torch.max_pool2d(x.raw(), window, window, new long[] {0, 0}, new long[] {1, 1}, false));
    }

    /// Concatenation along the channels `[N, C, …]`; maps stay channels-last.
    static Tensor joinChannels(Tensor... parts) {
        TensorVector vector = new TensorVector();
        for (Tensor part : parts) {
            vector.push_back(part.raw());
        }
        return new Tensor(torch.cat(vector, 1));
    }

    /// [Layer.QuantisedClip] with the gradients of Bu et al. (ICLR 2022): the rounding passes them straight through.
    ///
    /// ```
    /// dy/dx = 1 inside [0, λ], else 0      dy/dλ = y/λ − x/λ inside, 1 above, 0 below
    /// ```
    ///
    /// @param threshold λ `[1]`, differentiated too; at most 0 counts as [#SMALLEST_THRESHOLD]
    static Tensor quantisedClip(Tensor x, Tensor threshold, int levels) {
        Tensor lambda = threshold.clamp(SMALLEST_THRESHOLD, Float.MAX_VALUE);
        Tensor share = x.divide(lambda).clamp(0, 1);
        Tensor plain = share.detach();
        Tensor rounding = new Tensor(plain.times(levels).plus(0.5).raw().floor())
                .divide(levels)
                .minus(plain);
        return share.plus(rounding).times(lambda);
    }

    static Tensor batchNorm(Tensor x, TorchNetwork owner, String node, boolean training, float epsilon) {
        return new Tensor(torch.batch_norm(
                x.raw(),
                optional(owner.tensor(node, Role.SCALE)),
                optional(owner.tensor(node, Role.SHIFT)),
                optional(owner.tensor(node, Role.RUNNING_MEAN)),
                optional(owner.tensor(node, Role.RUNNING_VARIANCE)),
                training,
                BATCH_NORM_MOMENTUM,
                epsilon,
                false));
    }

    private static TensorOptional optional(Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor.raw());
    }

    /// Inverted dropout: 0 with probability `rate`, else 1 / (1 − rate); each element draws from a counter.
    static Tensor dropoutMask(Tensor model, float rate, long key) {
        Tensor mask = model.emptyLike(Precision.FLOAT32);
        MemorySegment memory = mask.memory();
        float kept = 1 / (1 - rate);
        Workers.split(mask.elements(), (from, to) -> {
            for (long i = from; i < to; i++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, Seed.uniform(key, i) < rate ? 0 : kept);
            }
        });
        return mask;
    }

    /// Uninitialised frames; maps lie channels-last.
    static Tensor emptyFrames(Precision precision, long... sizes) {
        boolean map = sizes.length == 4;
        return new Tensor(torch.empty(
                sizes,
                new TensorOptions(precision.type()),
                new MemoryFormatOptional(map ? torch.MemoryFormat.ChannelsLast : torch.MemoryFormat.Contiguous)));
    }

    /// Elements that are another number in the one than in the other.
    static long countDiffering(Tensor one, Tensor other) {
        return countSpikes(
                new Tensor(one.raw().detach().ne(other.raw().detach()).to(torch.ScalarType.Float)));
    }

    /// Counted in double precision, since a float sum stops being exact at 2²⁴.
    static long countSpikes(Tensor spikes) {
        return (long) spikes.raw()
                .detach()
                .sum(new org.bytedeco.pytorch.ScalarTypeOptional(torch.ScalarType.Double))
                .item_double();
    }
}
