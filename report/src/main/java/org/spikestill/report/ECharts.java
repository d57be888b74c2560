package org.spikestill.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// The charting library, as its artifact carries it: lines, bars and what they need, in one script.
///
/// @param version such as `5.5.0`
/// @param script minified, with the licence header it came with
record ECharts(String version, String script) {
    private static final String ARTIFACT = "org.webjars/echarts";

    /// Notice that goes with the script wherever it is copied.
    String notice() {
        return "Apache ECharts " + version + ", copyright 2017-2024 The Apache Software Foundation, licensed under the"
                + " Apache License, Version 2.0. It contains ZRender, copyright 2017 Baidu Inc., and parts of d3,"
                + " copyright 2010-2017 Mike Bostock, both under the BSD 3-Clause License, and tslib, copyright"
                + " Microsoft Corporation, under the 0BSD License.";
    }

    static ECharts load() {
        Properties artifact = new Properties();
        try (InputStream in = open("META-INF/maven/" + ARTIFACT + "/pom.properties")) {
            artifact.load(in);
            String version = artifact.getProperty("version");
            return new ECharts(
                    version, read("META-INF/resources/webjars/echarts/" + version + "/echarts.common.min.js"));
        } catch (IOException failure) {
            throw new UncheckedIOException("reading the ECharts artifact failed", failure);
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) {
        InputStream in = ECharts.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("no '" + name + "' on the class path: add " + ARTIFACT.replace('/', ':')
                    + ", which the report draws with");
        }
        return in;
    }
}
