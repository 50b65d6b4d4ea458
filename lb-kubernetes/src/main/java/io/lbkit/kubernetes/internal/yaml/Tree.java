package io.lbkit.kubernetes.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A YAML node that knows its line. An alias shares the node it stands for, so the size counts what the reader would see. */
public sealed interface Tree {
    /** The line of the file, from 1. */
    int line();

    /** The number of nodes, aliases written out. */
    long size();

    /** The node as maps, lists, strings, numbers, booleans and null, all of which may be changed by the caller. */
    @Nullable
    Object plain();

    /** A scalar with its text as written. */
    record Scalar(@Nullable Object value, String text, int line) implements Tree {
        @Override
        public long size() {
            return 1;
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** A mapping in the order of the text. */
    record Mapping(Map<String, Tree> entries, int line, long size) implements Tree {
        @Override
        public Object plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            entries.forEach((key, value) -> plain.put(key, value.plain()));
            return plain;
        }

        /** The text under a key, if there is one that is not empty. */
        public Optional<String> text(String key) {
            return entries.get(key) instanceof Scalar scalar
                            && scalar.value() != null
                            && !scalar.text().isEmpty()
                    ? Optional.of(scalar.text())
                    : Optional.empty();
        }

        /** The mapping under a key, or an empty one. */
        public Mapping child(String key) {
            return entries.get(key) instanceof Mapping mapping ? mapping : new Mapping(Map.of(), line, 1);
        }
    }

    /** A sequence. */
    record Sequence(List<Tree> items, int line, long size) implements Tree {
        @Override
        public Object plain() {
            List<@Nullable Object> plain = new ArrayList<>(items.size());
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }
    }
}
