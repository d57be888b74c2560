package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.spikestill.lab.sweep.ComparedRuns;

/// A finished table of runs. Its components are the fields of the JSON object.
///
/// @param page of the results
/// @param runs folders of the runs, in the order of the table
record CompareResult(
        String title,
        Path page,
        List<Path> runs,
        List<ComparedRuns.Line> lines,
        List<ComparedRuns.Difference> differences) {}
