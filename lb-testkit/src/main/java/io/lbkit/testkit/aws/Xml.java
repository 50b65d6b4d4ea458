package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.Escaped;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** The content of an element of an answer. Immutable; the methods return a longer copy. */
final class Xml {
    private static final Xml EMPTY = new Xml("");

    private final String content;

    private Xml(String content) {
        this.content = content;
    }

    static Xml empty() {
        return EMPTY;
    }

    Xml with(String name, Object value) {
        return append(name, Escaped.xml(value.toString()));
    }

    Xml with(String name, Optional<?> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }

    Xml with(String name, Xml nested) {
        return append(name, nested.content);
    }

    /** {@return this and a list as the query protocol writes it} */
    Xml members(String name, Collection<?> elements) {
        return list(name, "member", elements);
    }

    /** {@return this and a list as EC2 writes it} */
    Xml items(String name, Collection<?> elements) {
        return list(name, "item", elements);
    }

    private Xml list(String name, String element, Collection<?> elements) {
        return append(
                name,
                elements.stream()
                        .map(each -> each instanceof Xml nested
                                ? empty().with(element, nested)
                                : empty().with(element, each))
                        .map(each -> each.content)
                        .collect(Collectors.joining()));
    }

    private Xml append(String name, String inner) {
        return new Xml(content + "<" + name + ">" + inner + "</" + name + ">");
    }

    @Override
    public String toString() {
        return content;
    }
}
