package io.lbkit.aws.internal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class AnnotationParserProperties {
    @Provide
    Arbitrary<Map<String, String>> pairs() {
        Arbitrary<String> keys =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(6).withChars("ab.=,\\-");
        Arbitrary<String> values = Arbitraries.strings().ofMaxLength(6).withChars("ab =,\\-");
        return Arbitraries.maps(keys, values.map(String::strip)).ofMaxSize(5);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
    }

    private static String written(Map<String, String> pairs) {
        List<String> parts = new ArrayList<>();
        pairs.forEach((key, value) -> parts.add(escaped(key) + "=" + escaped(value)));
        return String.join(",", parts);
    }

    @Property
    void anEscapedMapIsReadBack(@ForAll("pairs") Map<String, String> pairs) {
        assertThat(AnnotationParser.map("field", written(pairs))).isEqualTo(pairs);
    }

    @Property
    void anyTextIsAMapOrARefusal(@ForAll @StringLength(max = 40) String text) {
        try {
            AnnotationParser.map("field", text)
                    .keySet()
                    .forEach(key -> assertThat(key).isNotBlank());
        } catch (InvalidValueException refused) {
            assertThat(refused.field()).isEqualTo("field");
        }
    }

    @Property
    void theItemsOfAListAreTrimmedAndNotEmpty(@ForAll @StringLength(max = 40) String text) {
        List<String> items = AnnotationParser.list(text);
        assertThat(items).allSatisfy(item -> {
            assertThat(item).isNotEmpty().doesNotContain(",");
            assertThat(item.strip()).isEqualTo(item);
        });
        assertThat(AnnotationParser.list(" , " + String.join(" ,, ", items) + ","))
                .isEqualTo(items);
    }

    @Property
    void everyNumberIsReadBack(@ForAll long number) {
        assertThat(AnnotationParser.number("field", String.valueOf(number))).isEqualTo(number);
    }

    @Property
    void whatIsNoNumberIsRefused(@ForAll @StringLength(max = 25) String text) {
        boolean number = text.matches("[+-]?[0-9]{1,18}");
        if (number) {
            assertThat(AnnotationParser.number("field", text)).isEqualTo(Long.parseLong(text));
        } else if (!text.matches("[+-]?[0-9]+")) {
            assertThatThrownBy(() -> AnnotationParser.number("field", text)).isInstanceOf(InvalidValueException.class);
        }
    }

    @Property
    void onlyTheTwelveWordsOfGoAreBooleans(@ForAll @StringLength(max = 6) String text) {
        List<String> yes = List.of("1", "t", "T", "true", "TRUE", "True");
        List<String> no = List.of("0", "f", "F", "false", "FALSE", "False");
        if (yes.contains(text) || no.contains(text)) {
            assertThat(AnnotationParser.flag("field", text)).isEqualTo(yes.contains(text));
        } else {
            assertThatThrownBy(() -> AnnotationParser.flag("field", text)).isInstanceOf(InvalidValueException.class);
        }
    }

    @Example
    void exactForms() {
        assertThat(AnnotationParser.map("field", "a=1,b=2")).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(AnnotationParser.map("field", "a=x=y")).isEqualTo(Map.of("a", "x=y"));
        assertThat(AnnotationParser.map("field", "a=x\\,y")).isEqualTo(Map.of("a", "x,y"));
        assertThat(AnnotationParser.map("field", "a=")).isEqualTo(Map.of("a", ""));
        assertThat(AnnotationParser.map("field", "a=1,")).isEqualTo(Map.of("a", "1,"));
        assertThat(AnnotationParser.map("field", "a=1, b=2"))
                .isEqualTo(new LinkedHashMap<>(Map.of("a", "1", "b", "2")));
        assertThat(AnnotationParser.map("field", " ")).isEmpty();
        for (String bad : List.of("a", "=1", "a=1,b", "a=1,,b=2", "a=1,=2", "\\=a")) {
            assertThatThrownBy(() -> AnnotationParser.map("field", bad))
                    .as(bad)
                    .isInstanceOf(InvalidValueException.class);
        }
        assertThatThrownBy(() -> AnnotationParser.number("field", "99999999999999999999"))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> AnnotationParser.number("field", "9999999999999999999"))
                .isInstanceOf(InvalidValueException.class);
    }
}
