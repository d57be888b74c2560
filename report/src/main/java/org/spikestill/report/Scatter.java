package org.spikestill.report;

import java.util.List;

/// A scatter chart of whole-numbered positions, such as the spikes of a layer over time.
///
/// @param x horizontal axis
/// @param y vertical axis
/// @param colour number of the points' colour, see [SeriesColours]
/// @param description of the points in words, for readers who do not see the drawing
public record Scatter(String title, Axis x, Axis y, int colour, List<Point> points, String description) {
    /// @param low smallest position shown
    /// @param high largest position shown
    public record Axis(String title, int low, int high) {
        public Axis {
            if (high < low) {
                throw new IllegalArgumentException("the axis '" + title + "' runs from " + low + " to " + high
                        + ": its high end lies below its low end");
            }
        }

        boolean holds(int position) {
            return low <= position && position <= high;
        }
    }

    public record Point(int x, int y) {}

    /// The chart as `report.js` reads it.
    private record Data(String kind, Axis x, Axis y, int colour, List<List<Integer>> points) {}

    public Scatter {
        points = List.copyOf(points);
        for (Point point : points) {
            if (!x.holds(point.x) || !y.holds(point.y)) {
                throw new IllegalArgumentException("the point (" + point.x + ", " + point.y + ") of '" + title
                        + "' lies outside of its axes: x runs from " + x.low + " to " + x.high + ", y from " + y.low
                        + " to " + y.high);
            }
        }
    }

    /// The drawing, without a table.
    public Html toHtml() {
        return plot().toHtml();
    }

    Plot plot() {
        return new Plot(
                "chart scatter",
                title,
                x.title,
                y.title,
                List.of(),
                0,
                title + ". " + description,
                new Data(
                        "SCATTER",
                        x,
                        y,
                        colour,
                        points.stream().map(point -> List.of(point.x, point.y)).toList()));
    }
}
