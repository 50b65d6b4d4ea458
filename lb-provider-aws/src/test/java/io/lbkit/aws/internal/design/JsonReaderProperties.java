package io.lbkit.aws.internal.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The oracle is another reader of JSON. */
class JsonReaderProperties {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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
                        "\"b\\n\\u00e9\"",
                        "\"\\\"\"",
                        "1",
                        "-2.5",
                        "1e2",
                        "01",
                        "true",
                        "false",
                        "null",
                        " ",
                        "\"",
                        "x",
                        "\\")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void readsWhatJacksonReads(@ForAll("almostJson") String text) {
        SpecValue expected;
        try {
            expected = SpecValue.fromPlain("json", JACKSON.readValue(text, Object.class));
        } catch (JsonProcessingException | InvalidValueException refused) {
            assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(InvalidValueException.class);
            return;
        }
        assertThat(JsonReader.read(text)).isEqualTo(expected);
    }

    @Example
    void exactValues() {
        assertThat(JsonReader.read(" {\"a\": [1, {\"b\": null}], \"c\": \"\\/\\u0041\"} "))
                .hasToString("{\"a\":[1,{\"b\":null}],\"c\":\"/A\"}");
        assertThat(JsonReader.read("1e0003")).hasToString("1000");
        for (String bad : List.of(
                "1e2101",
                "1e99999999999",
                "",
                "{\"a\":1,\"a\":2}",
                "[1] 2",
                "{a:1}",
                "\"a\nb\"",
                "[".repeat(40),
                "tru",
                "\"\\x\"",
                "\"\\u12\"")) {
            assertThatThrownBy(() -> JsonReader.read(bad)).as(bad).isInstanceOf(InvalidValueException.class);
        }
    }
}
