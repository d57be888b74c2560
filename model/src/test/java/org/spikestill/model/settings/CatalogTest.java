package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.extension.Lagging;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

class CatalogTest {
    interface Shade {
        static Catalog<Shade> catalog() {
            return CATALOG;
        }
    }

    record DeepRed(String label, List<Integer> mix, Optional<Shade> below) implements Shade {
        DeepRed() {
            this("red", List.of(1, 2), Optional.empty());
        }
    }

    record Deepred() implements Shade {}

    @Name("sky")
    record Blue() implements Shade {}

    record Typed(String type) implements Shade {}

    enum Plain implements Shade {}

    private static final Catalog<Shade> CATALOG = Catalog.of("shade", Shade.class, List.of(DeepRed.class, Blue.class));

    @Test
    void membersAreNamedLikeTheirRecordsUnlessTheySayOtherwise() {
        assertThat(CATALOG.names()).containsExactly("deep-red", "sky");
        assertThat(CATALOG.members()).containsExactly(DeepRed.class, Blue.class);
        assertThat(CATALOG.family()).isEqualTo("shade");
        assertThat(CATALOG.name(new Blue())).isEqualTo("sky");
    }

    @ParameterizedTest
    @CsvSource({
        "FashionMnist,fashion-mnist",
        "Conv2d,conv2d",
        "AveragePool2d,average-pool2d",
        "LIFNeuron,lif-neuron",
        "CHARGE_FIRST,charge-first",
        "studentTraining,student-training"
    })
    void namesAreKebabCase(String java, String written) {
        assertThat(Names.kebab(java)).isEqualTo(written);
    }

    @Test
    void aMemberFromOutsideJoinsWithOneFileAndOneLine() {
        assertThat(Neuron.catalog().names()).contains("lagging");
        assertThat(Neuron.catalog().parse("lagging:decay=0.25"))
                .isEqualTo(new Lagging(0.25f, 1f, new Lagging().surrogate()));
    }

    @Test
    void aSpecNamesWhatDiffersFromTheDefaults() {
        var neuron = new Lif(0.9f, 1f, new Reset(Reset.Target.ZERO, true), Order.FIRE_FIRST, new Triangle(0.5f));
        String spec = "lif:leak=0.9,reset.target=zero,order=fire-first,surrogate=triangle(gamma=0.5)";
        assertThat(Neuron.catalog().spec(neuron)).isEqualTo(spec);
        assertThat(Neuron.catalog().parse(spec)).isEqualTo(neuron);
        assertThat(Neuron.catalog().spec(new Lif())).isEqualTo("lif");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lif:surrogate=sigmoid(alpha=2.0),leak=0.5",
                "lif(surrogate=sigmoid(alpha=2.0),leak=0.5)",
                " lif : leak = 0.5 , surrogate = sigmoid( alpha = 2.0 ) ",
                "lif:leak=.5,surrogate=sigmoid(alpha=2)",
                "lif:leak=5e-1,surrogate=sigmoid(alpha=+2.)"
            })
    void specsMayBeSpacedAndNested(String spec) {
        assertThat(Neuron.catalog().parse(spec))
                .isEqualTo(new Lif(0.5f, 1, new Reset(), Order.CHARGE_FIRST, new Sigmoid(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a,b",
                "a=b",
                "(",
                ")]}",
                "\"",
                "\\",
                "say \"hi\\\"",
                " padded ",
                "é∑",
                "none",
                "[1]"
            })
    void anyTextFitsIntoASpec(String label) {
        Shade inner = new DeepRed(label, List.of(), Optional.empty());
        Shade shade = new DeepRed(label, List.of(-1, 0), Optional.of(inner));
        assertThat(CATALOG.parse(CATALOG.spec(shade))).isEqualTo(shade);
        assertThat(CATALOG.read(CATALOG.write(shade), "shade")).isEqualTo(shade);
    }

    @Test
    void textIsQuotedOnlyWhereItWouldBeTakenApart() {
        assertThat(CATALOG.spec(new DeepRed("a b", List.of(3), Optional.of(new Blue()))))
                .isEqualTo("deep-red:label=a b,mix=[3],below=sky");
        assertThat(CATALOG.spec(new DeepRed("a,b", List.of(1, 2), Optional.empty())))
                .isEqualTo("deep-red:label=\"a,b\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            lfi                        | neuron is 'lfi': it must be one of [lif, learned-lif, cuba-lif, loihi-lif, integrator, leaky-integrator, lagging]; did you mean 'lif'?
            ~~                         | neuron is '': it must be one of [lif, learned-lif, cuba-lif, loihi-lif, integrator, leaky-integrator, lagging]
            lif:leek=1                 | neuron.leek is no known field: there are [leak, threshold, reset, order, surrogate]; did you mean 'leak'?
            lif:leak=x                 | neuron.leak is 'x': it must be a finite number
            lif:leak=NaN               | neuron.leak is 'NaN': it must be a finite number
            lif:leak=0x1p3             | neuron.leak is '0x1p3': it must be a finite number
            lif:leak=1e99              | neuron.leak is 1.0E99: it must be a finite number
            lif:leak=1,leak=1          | neuron.leak is set twice: once is enough
            lif:leak                   | neuron holds 'leak': it must be name=value
            lif:=1                     | neuron holds '=1': it must be name=value
            lif:leak=1,                | neuron is 'leak=1,': there is nothing beside one of its commas
            lif(leak=1                 | neuron is '(leak=1': it must stand between '(' and ')'
            lif:surrogate=atan(alpha=1 | neuron is 'surrogate=atan(alpha=1': a ')' is missing
            lif:leak=1)                | neuron is 'leak=1)': its ')' closes nothing
            lif:leak="1                | neuron is 'leak="1': its last quotation mark closes nothing
            lif:leak.x=1               | neuron.leak has no part 'x': it must be a finite number
            lif:reset=zero             | neuron.reset is 'zero': it must stand between '{' and '}'
            lif:reset={target=zero},reset.target=zero | neuron.reset.target is set twice: once is enough
            lif:reset.target=nil       | neuron.reset.target is 'nil': it must be one of [subtract, zero]
            lif:surrogate=atan(alpha=-1) | neuron.surrogate.alpha is -1.0: it must be finite and above 0
            integrator:leak=1          | neuron.leak is no known field: there are []
            """)
    void refusalsSayWhatIsWrong(String spec, String message) {
        assertThatThrownBy(() -> Neuron.catalog().parse(spec))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(message);
    }

    @Test
    void twoMembersOfOneNameAreRefused() {
        assertThatThrownBy(() -> Catalog.of("shade", Shade.class, List.of(DeepRed.class, Renamed.class)))
                .hasMessage("the family shade has two members called 'deep-red', " + DeepRed.class.getName() + " and "
                        + Renamed.class.getName() + ": give one of them another @Name");
    }

    @Name("deep-red")
    record Renamed() implements Shade {}

    @Test
    void onlyRecordsWhoseFieldsCanBeToldFromTheirNameAreMembers() {
        assertThatThrownBy(() -> Catalog.of("shade", Shade.class, List.of(Plain.class)))
                .hasMessage(
                        Plain.class.getName()
                                + " cannot join the family shade: its members are records, whose components are their settings");
        assertThatThrownBy(() -> Catalog.of("shade", Shade.class, List.of(Typed.class)))
                .hasMessage(Typed.class.getName()
                        + " has a component 'type', which files need for the name of the member: rename it");
    }

    @Test
    void valuesFromOutsideTheFamilyAreNotWritten() {
        assertThatThrownBy(() -> CATALOG.write(new Deepred()))
                .hasMessage(Deepred.class.getName()
                        + " is not in the family shade, which has [deep-red, sky]: list it in META-INF/services");
        assertThat(Surrogate.catalog().names()).contains("triangle", "atan", "rectangle", "sigmoid");
    }
}
