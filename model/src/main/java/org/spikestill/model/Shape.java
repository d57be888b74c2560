package org.spikestill.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Sizes of one sample's values along each axis: `[C, H, W]` for a map, `[K]` for a vector.
///
/// @param sizes every size ≥ 1, at most [#MAX_ELEMENTS] elements in all
public record Shape(List<Integer> sizes) {
    /// Bound on the elements of one array, so that a hostile file cannot make a reader allocate more memory than a machine has.
    public static final long MAX_ELEMENTS = 1L << 30;

    public Shape {
        sizes = List.copyOf(sizes);
        long elements = 1;
        for (int size : sizes) {
            if (size < 1) {
                throw new InvalidNetwork("shape " + sizes + " has size " + size + ": every size must be at least 1");
            }
            elements = Math.multiplyExact(elements, (long) size);
            if (elements > MAX_ELEMENTS) {
                throw new InvalidNetwork("shape " + sizes + " holds more than " + MAX_ELEMENTS + " elements");
            }
        }
    }

    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    public int elements() {
        int elements = 1;
        for (int axis = 0; axis < sizes.size(); axis++) {
            elements *= sizes.get(axis); // cannot overflow, see MAX_ELEMENTS
        }
        return elements;
    }

    /// Position of an element along each axis, such as `[3, 17]`.
    ///
    /// @param element from 0, row-major
    public List<Integer> place(int element) {
        Integer[] place = new Integer[sizes.size()];
        int rest = element;
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis] = rest % sizes.get(axis);
            rest /= sizes.get(axis);
        }
        return List.of(place);
    }

    /// Whether this is a map `[C, H, W]` rather than a vector.
    public boolean isMap() {
        return sizes.size() == 3;
    }

    /// Whether this is a map of more than one row and more than one column.
    public boolean isImage() {
        return height() > 1 && width() > 1;
    }

    public int channels() {
        return sizes.getFirst();
    }

    public int height() {
        return isMap() ? sizes.get(1) : 1;
    }

    public int width() {
        return isMap() ? sizes.get(2) : 1;
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
