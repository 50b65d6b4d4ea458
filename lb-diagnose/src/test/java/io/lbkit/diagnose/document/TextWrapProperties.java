package io.lbkit.diagnose.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TextWrapProperties {
    private static final String BOLD = "\u001B[1m";
    private static final String RESET = "\u001B[0m";

    @Property(tries = 300)
    @Label("no word is lost, broken or moved, and a line is too long only if it is one word")
    void words(@ForAll("texts") List<List<String>> lines, @ForAll @IntRange(min = 20, max = 120) int width) {
        String text = text(lines);
        String wrapped = TextWrap.lines(text, width);
        assertThat(words(wrapped)).isEqualTo(words(text));
        assertThat(wrapped.lines().filter(line -> line.length() > width))
                .allMatch(line -> line.strip().indexOf(' ') < 0);
    }

    @Property(tries = 200)
    @Label("text that fits is left as it is, and so is text without a width")
    void idempotent(@ForAll("texts") List<List<String>> lines, @ForAll @IntRange(min = 20, max = 120) int width) {
        String wrapped = TextWrap.lines(text(lines), width);
        assertThat(TextWrap.lines(wrapped, width)).isEqualTo(wrapped);
        assertThat(TextWrap.lines(text(lines), 0)).isEqualTo(text(lines));
    }

    @Property(tries = 200)
    @Label("colours take no room")
    void colours(@ForAll("texts") List<List<String>> lines, @ForAll @IntRange(min = 20, max = 120) int width) {
        String coloured = text(lines).replaceAll("(\\S+)", BOLD + "$1" + RESET);
        assertThat(TextWrap.lines(coloured, width).replace(BOLD, "").replace(RESET, ""))
                .isEqualTo(TextWrap.lines(text(lines), width));
    }

    private static String text(List<List<String>> lines) {
        return lines.stream()
                .map(words -> "    " + String.join(" ", words) + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    @Provide
    Arbitrary<List<List<String>>> texts() {
        Arbitrary<String> word = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("/{}=,.")
                .ofMinLength(1)
                .ofMaxLength(90);
        Arbitrary<String> shorter =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9);
        return Arbitraries.oneOf(word, shorter, shorter, shorter)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
