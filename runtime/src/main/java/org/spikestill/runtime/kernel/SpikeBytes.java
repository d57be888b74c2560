package org.spikestill.runtime.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Spikes of a population in bytes, 1 where a neuron fired, and the lists of those that did.
///
/// Eight bytes are read as one word, and words of a pooling window's pixels are added without a carry. Which bytes of a word are not 0
/// decides no branch, since spikes are hard to predict: a table has their places, and more places are written than hold.
final class SpikeBytes {
    private static final int MOST_AREA = 255; // pixels of a window whose sums fit a byte
    private static final int MOST_ELEMENTS = 1 << Integer.SIZE - Byte.SIZE; // whose numbers fit beside a byte

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final int SQUARE = 4; // pixels of a window of 2×2
    private static final int USUAL = 4; // bytes other than 0 in nearly every word
    private static final long[] PLACES = places();

    private byte[] spikes = {}; // and a word behind the last

    /// For each set of bytes their places in the word, ascending, one in a byte.
    private static long[] places() {
        long[] places = new long[1 << Long.BYTES];
        for (int set = 0; set < places.length; set++) {
            int count = 0;
            for (long place = 0; place < Long.BYTES; place++) {
                if ((set >> place & 1) == 1) {
                    places[set] |= place << Byte.SIZE * count++;
                }
            }
        }
        return places;
    }

    /// Whether counts and elements fit one number.
    static boolean fit(Pooling pooling, Layout means) {
        return pooling.area() <= MOST_AREA && means.elements() <= MOST_ELEMENTS;
    }

    void reserve(int neurons) {
        if (spikes.length < neurons + Long.BYTES) {
            spikes = new byte[neurons + Long.BYTES];
        }
    }

    /// Takes over some neurons.
    ///
    /// @param fired 1 for a spike, else 0 or no number, which is no spike
    void take(float[] fired, int from, int to) {
        byte[] bytes = spikes;
        for (int i = from; i < to; i++) {
            bytes[i] = (byte) fired[i];
        }
    }

    /// Lists the neurons that fired.
    void list(int neurons, Events events) {
        int[] elements = events.elements();
        int count = 0;
        for (int i = 0; i < neurons; i += Long.BYTES) {
            int set = set(word(i, neurons - i));
            put(PLACES[set], i, elements, count, 0, USUAL);
            int size = Integer.bitCount(set);
            if (size > USUAL) {
                put(PLACES[set], i, elements, count, USUAL, Long.BYTES);
            }
            count += size;
        }
        events.filled(count);
    }

    /// Appends how many neurons fired, by window of a row and by channel, both in one number: [#unpack] parts them.
    ///
    /// @param row of windows
    void count(Pooling pooling, int row, Events counts) {
        int channels = counts.layout().channels();
        int[] offsets = pooling.offsets();
        int count = counts.count();
        for (int window = row * pooling.width(); window < (row + 1) * pooling.width(); window++) {
            counts.starts()[window] = count;
            int first = pooling.windows()[window];
            int element = window * channels;
            count = offsets.length == SQUARE
                    ? squares(first, offsets, channels, element, counts.elements(), count)
                    : any(first, offsets, channels, element, counts.elements(), count);
        }
        counts.extend(count);
    }

    private int any(int first, int[] offsets, int channels, int element, int[] packed, int from) {
        int count = from;
        for (int channel = 0; channel < channels; channel += Long.BYTES) {
            long sums = 0;
            for (int offset : offsets) {
                sums += word(first + offset + channel, channels - channel);
            }
            count = append(sums, element + channel, packed, count);
        }
        return count;
    }

    /// The same for windows of four pixels, a fiftieth faster for the whole engine.
    private int squares(int first, int[] offsets, int channels, int element, int[] packed, int from) {
        byte[] bytes = spikes;
        int a = first + offsets[0];
        int b = first + offsets[1];
        int c = first + offsets[2];
        int d = first + offsets[3];
        int count = from;
        int channel = 0;
        for (; channel + Long.BYTES <= channels; channel += Long.BYTES) {
            long sums = (long) WORDS.get(bytes, a + channel)
                    + (long) WORDS.get(bytes, b + channel)
                    + (long) WORDS.get(bytes, c + channel)
                    + (long) WORDS.get(bytes, d + channel);
            count = append(sums, element + channel, packed, count);
        }
        if (channel < channels) {
            long sums = word(a + channel, channels - channel)
                    + word(b + channel, channels - channel)
                    + word(c + channel, channels - channel)
                    + word(d + channel, channels - channel);
            count = append(sums, element + channel, packed, count);
        }
        return count;
    }

    private static int append(long sums, int element, int[] packed, int count) {
        int set = set(sums);
        int size = Integer.bitCount(set);
        long places = PLACES[set];
        put(places, sums, element << Byte.SIZE, packed, count, 0, USUAL);
        if (size > USUAL) {
            put(places, sums, element << Byte.SIZE, packed, count, USUAL, Long.BYTES);
        }
        return count + size;
    }

    private static void put(long places, long sums, int element, int[] packed, int count, int from, int to) {
        for (int i = from; i < to; i++) {
            int place = (int) (places >>> Byte.SIZE * i) & 0xff;
            packed[count + i] = element + (place << Byte.SIZE) + ((int) (sums >>> Byte.SIZE * place) & 0xff);
        }
    }

    /// Parts elements and counts.
    static void unpack(Events counts) {
        int[] elements = counts.elements();
        float[] values = counts.values();
        for (int i = 0; i < counts.count(); i++) {
            values[i] = elements[i] & 0xff;
        }
        for (int i = 0; i < counts.count(); i++) {
            elements[i] >>>= Byte.SIZE;
        }
    }

    private static void put(long places, int element, int[] elements, int count, int from, int to) {
        for (int i = from; i < to; i++) {
            elements[count + i] = element + ((int) (places >>> Byte.SIZE * i) & 0xff);
        }
    }

    /// The bytes that are not 0, the first one as bit 0.
    private static int set(long word) {
        long high = (word & LOW_BITS) + LOW_BITS | word; // bit 7 of each byte that is not 0
        return (int) ((high >>> 7 & 0x0101010101010101L) * 0x0102040810204080L >>> 56);
    }

    /// The spikes of eight neurons, or of those that are left.
    private long word(int first, int left) {
        long word = (long) WORDS.get(spikes, first);
        return left >= Long.BYTES ? word : word & (1L << left * Byte.SIZE) - 1;
    }
}
