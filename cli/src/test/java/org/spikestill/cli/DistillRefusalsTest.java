package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Inputs that cannot be used: one line, and nothing is left behind.
class DistillRefusalsTest extends TinyRuns {
    @Test
    void whatAMethodCannotDoIsRefusedAtOnce() throws IOException {
        distill("--method=lasnm")
                .refused(
                        ExitCode.MISUSE,
                        "method is 'lasnm': it must be one of [lasnn, lasnn-gradient, label-kd, two-stage-kd, spike-kd, mutual, hybrid, conversion]; did you mean"
                                + " 'lasnn'?");
        distill("--method=label-kd", "--objective", "{loss=cross-entropy}")
                .refused(
                        ExitCode.MISUSE,
                        "objective is set, but the method label-kd has its own: leave objective out, or name the method"
                                + " lasnn, which takes any");
        distill("--method=spike-kd:window=2", "--student-training-gradient=rate-based")
                .refused(
                        ExitCode.MISUSE,
                        "objective holds window-match, which learns from every tick, but rate-based gradients only know the"
                                + " average over ticks: set student.training.gradient to bptt");
        distill("--method=spike-kd:window=3", "--student-training-gradient=bptt")
                .refused(ExitCode.MISUSE, "window is 3 ticks: the student only has 2");
        distill("--objective", "{loss=feature-match}", "--teacher-architecture=3conv2linear:width=0.1")
                .refused(
                        ExitCode.MISUSE,
                        "feature-match compares channel by channel, but 'relu1' of the teacher is [6, 16, 16] and 'spike1'"
                                + " of the student [3, 16, 16]: name layers with as many channels in 'pairs'");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aMutualMethodNamesWhatItCannotDo() throws IOException {
        Path recipe = folder.resolve("mutual.yaml");
        Files.writeString(recipe, "method: {type: mutual, decoder: {type: kernel, tau: 0}}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "method.decoder.tau is 0.0: it must be finite and above 0");
        Files.writeString(recipe, "method: {type: mutual, decoder: kernel}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "method.decoder.tau is missing: it has no default and must be a finite number");
        Files.writeString(recipe, "method: {type: mutual, temperature: -1}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "method.temperature is -1.0: it must be finite and above 0");

        Files.writeString(
                recipe,
                Files.readString(tiny(true)).replaceAll("(?m)^method: .*\n", "")
                        + "method: {type: mutual, decoder: {type: kernel, tau: 4}}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out(), "--student-training-gradient=rate-based")
                .refused(
                        ExitCode.MISUSE,
                        "objective holds decoded-match, which learns from every tick, but rate-based gradients only know the"
                                + " average over ticks: set student.training.gradient to bptt");
        distill("--method=mutual", "--student-architecture=mlp:hidden=[]", "--student-start=scratch")
                .refused(
                        ExitCode.MISUSE,
                        "the student has no population between input and read-out whose spikes could be decoded: choose an"
                                + " architecture with a hidden layer, or set the weight of the decoded spikes to 0");
        distill("--method=mutual:map=identity,back=0", "--teacher-architecture=3conv2linear:width=0.1")
                .refused(
                        ExitCode.MISUSE,
                        "decoded-match has no map between 'relu4' of the teacher, [6], and 'spike4' of the student, [3]:"
                                + " set map to linear, or name layers of as many values in 'pairs'");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aRecipeThatSaysSomethingUnknownOrImpossibleIsRefused() throws IOException {
        Path recipe = folder.resolve("bad.yaml");

        Files.writeString(recipe, "tecaher: 4\n");
        String known =
                "there are [method, data, teacher, ann, conversion, student, objective, pairs, pairing, seed, validationShare, trainLimit, labelNoise]";
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "tecaher is no known field: " + known + "; did you mean 'teacher'?");
        Files.writeString(recipe, "student: {training: {epochs: 0}}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "student.training.epochs is 0: it must be a whole number from 1 to 10000");
        Files.writeString(recipe, "ticks: [4\n");
        assertThat(Outcome.of("distill", "--recipe", recipe, "--out", out()).err())
                .hasLineCount(1)
                .startsWith("spikestill: " + recipe + ": is not YAML: line 1, column 10: ");
        Outcome.of("distill", "--recipe", folder.resolve("none.json"))
                .refused(folder.resolve("none.json"), "there is no such file");
        assertThat(out()).doesNotExist();
    }

    @Test
    void anOptionThatIsUnknownOrImpossibleIsRefused() {
        Outcome.of("distill", "--out", out(), "--student-tick", 4)
                .refused(
                        ExitCode.MISUSE,
                        "there is no option '--student-tick', did you mean '--student-architecture'? 'spikestill distill --help' lists what"
                                + " there is");
        Outcome.of("distill", "--out", out(), "--student-ticks", 0)
                .refused(ExitCode.MISUSE, "student.ticks is 0: it must be a whole number from 1 to 100000");
        Outcome.of("distill", "--out", out(), "--student-architecture", "3conv2linear:width=0")
                .refused(ExitCode.MISUSE, "student.architecture.width is 0.0: it must lie in [0.01, 16.0]");
        Outcome.of("distill", "--out", out(), "--student-ticks", 2, "--student-ticks", 4)
                .refused(ExitCode.MISUSE, "option '--student-ticks' (VALUE) should be specified only once");
        assertThat(out()).doesNotExist();
    }

    @Test
    void networksThatDoNotFitLeaveNothingBehind() throws IOException {
        distill("--pairs", "{teacher=relu1,student=spike9}")
                .refused(
                        ExitCode.MISUSE,
                        "pairs name 'spike9' of the student, which has no such map; it has [spike1, spike2, spike3]");
        distill("--student-training-batch", 100)
                .refused(ExitCode.MISUSE, "student.training.batch is 100: there are only 54 training samples");
        assertThat(distill("--teacher-architecture", "vgg9", "--data", "strokes:train=60,test=20,size=12")
                        .err())
                .hasLineCount(1);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path below = file.resolve("run");

        distill("--seed", 2);
        Outcome.of("distill", "--data", "strokes:train=100,test=10", "--out", below)
                .refused(below, "cannot be made: Not a directory; name another folder with --out");
    }
}
