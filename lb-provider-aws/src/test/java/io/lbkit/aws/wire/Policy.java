package io.lbkit.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The published permissions.
 *
 * @param reading what a provider that only reads needs
 * @param metrics what whoever reads measurements needs besides
 * @param writing what every other one needs besides
 */
record Policy(SortedSet<String> reading, SortedSet<String> metrics, SortedSet<String> writing) {
    private static final Path PAGE = Path.of("../docs/reference/aws-permissions.json");

    static Policy published() {
        try {
            JsonNode document = new ObjectMapper().readTree(PAGE.toFile());
            return new Policy(
                    actions(document.get("ReadOnly")),
                    actions(document.get("Metrics")),
                    actions(document.get("Write")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<String> actions(JsonNode policy) {
        SortedSet<String> actions = new TreeSet<>();
        policy.get("Statement")
                .forEach(statement -> statement.get("Action").forEach(action -> actions.add(action.asText())));
        return actions;
    }

    /** {@return everything that a provider may call} */
    SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>(reading);
        all.addAll(writing);
        return all;
    }
}
