package io.lbkit.aws.internal.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonReaderProperties {
    private static final JsonMapper WRITER = new JsonMapper();

    @Provide
    Arbitrary<SpecValue> values() {
        return trees(3);
    }

    private static Arbitrary<SpecValue> trees(int depth) {
        Arbitrary<SpecValue> leaves = Arbitraries.oneOf(
                Arbitraries.of(SpecValue.of(true), SpecValue.of(false), SpecValue.absent()),
                Arbitraries.strings().ofMaxLength(5).map(SpecValue::of),
                Arbitraries.bigDecimals().ofScale(3).map(SpecValue.Decimal::new));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<SpecValue> below = trees(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                below.list().ofMaxSize(3).map(SpecValue.Sequence::new),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(4), below)
                        .ofMaxSize(3)
                        .map(fields -> new SpecValue.Mapping(new TreeMap<>(fields))));
    }

    @Property
    void readsWhatIsWritten(@ForAll("values") SpecValue value) throws JsonProcessingException {
        assertThat(JsonReader.read(WRITER.writeValueAsString(value.toPlain()))).isEqualTo(value);
        assertThat(JsonReader.read(WRITER.writerWithDefaultPrettyPrinter().writeValueAsString(value.toPlain())))
                .isEqualTo(value);
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"\\\"\"",
                        "1",
                        "-2.5",
                        "1e2",
                        "01",
                        "1e9999999999",
                        "true",
                        "null",
                        " ",
                        "\"",
                        "x",
                        "\\",
                        "\u0000",
                        "NaN",
                        "+1",
                        "//",
                        "'a'")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void whatIsNotReadIsRefusedWithItsPlace(@ForAll("almostJson") String text) {
        try {
            assertThat(JsonReader.read(text)).isNotNull();
        } catch (InvalidValueException refused) {
            assertThat(refused.rule()).matches("this is no JSON: at character [1-9][0-9]*: [^\\n]+");
        }
    }

    @Example
    void exactValues() {
        assertThat(JsonReader.read(" {\"a\": [1, {\"b\": null}], \"c\": \"\\/\\u0041\"} "))
                .hasToString("{\"a\":[1,{\"b\":null}],\"c\":\"/A\"}");
        assertThat(JsonReader.read("1e0003")).hasToString("1000");
    }

    @Example
    void exactFaults() {
        Map<String, String> faults = Map.ofEntries(
                Map.entry("", "1: a value is needed"),
                Map.entry("[1] 2", "5: nothing follows the value"),
                Map.entry("{\"a\": [1", "9: it ends too early"),
                Map.entry("1e99999999999", "1: the number is too large or too precise"),
                Map.entry("1e2101", "1: the number is too large or too precise"),
                Map.entry("{\"a\":1,\"a\":2}", "11: Duplicate field 'a'"),
                Map.entry(
                        "{a:1}",
                        "2: Unexpected character ('a' (code 97)): was expecting double-quote to start field name"),
                Map.entry("{\"a\":}", "6: Unexpected character ('}' (code 125)): expected a value"),
                Map.entry("01", "2: Invalid numeric value: Leading zeroes not allowed"),
                Map.entry("[".repeat(40), "34: values are short, and nested 32 levels deep at most"),
                Map.entry("NaN", "4: Non-standard token 'NaN'"),
                Map.entry("\"\\x\"", "3: Unrecognized character escape 'x' (code 120)"));
        faults.forEach((text, rule) -> assertThatThrownBy(() -> JsonReader.read(text))
                .as(text)
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        fault -> assertThat(fault.rule()).isEqualTo("this is no JSON: at character " + rule)));
    }
}
