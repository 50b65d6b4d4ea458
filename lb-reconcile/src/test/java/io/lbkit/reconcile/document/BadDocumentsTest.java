package io.lbkit.reconcile.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.fixture.AwsLike;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A document that cannot be read is refused with the place and the rule. */
class BadDocumentsTest {
    private static Map<String, Object> map(Object... fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> observation(Object... fields) {
        Map<String, Object> observation = map("schema", "lbkit.observation/v1");
        observation.putAll(map(fields));
        return observation;
    }

    /** An observation of one good pool, and one with some fields of the pool replaced. */
    private static Map<String, Object> pool(Object... fields) {
        Map<String, Object> pool = map("kind", "aws#TargetGroup", "name", "web", "spec", map("Protocol", "TCP"));
        pool.putAll(map(fields));
        return observation("resources", List.of(map("kind", "aws#LoadBalancer", "name", "web", "spec", map()), pool));
    }

    private static Map<String, Object> target(Object... fields) {
        Map<String, Object> target = map("id", "node-a");
        target.putAll(map(fields));
        return pool("spec", map("Targets", List.of(map("id", "node-b"), target)));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("text", "observation"),
                arguments(map(), "schema"),
                arguments(map("schema", "lbkit.observation/v2"), "schema"),
                arguments(observation("resources", "none"), "resources"),
                arguments(observation("resources", List.of("none")), "resources[0]"),
                arguments(observation("facts", List.of()), "facts"),
                arguments(pool("kind", 7), "resources[1].kind"),
                arguments(pool("kind", "aws#Unknown"), "resources[1].kind"),
                arguments(pool("name", null), "resources[1].name"),
                arguments(pool("name", "a/b"), "resources[1].name"),
                arguments(pool("spec", null), "resources[1].spec"),
                arguments(pool("spec", map("Protocol", 6)), "resources[1].spec.Protocol"),
                arguments(
                        pool("spec", map("HealthCheckIntervalSeconds", 1.5)),
                        "resources[1].spec.HealthCheckIntervalSeconds"),
                arguments(pool("spec", map("Protcol", "TCP")), "resources[1].spec.Protcol"),
                arguments(pool("spec", map("Targets", "node-a")), "resources[1].spec.Targets"),
                arguments(target("id", null), "resources[1].spec.Targets[1].id"),
                arguments(target("id", ""), "resources[1].spec.Targets[1].id"),
                arguments(target("id", "node-b", "weight", 2), "resources[1].spec.Targets"),
                arguments(target("address", "10.0.0"), "resources[1].spec.Targets[1].address"),
                arguments(target("port", "80"), "resources[1].spec.Targets[1].port"),
                arguments(target("port", 0), "resources[1].spec.Targets[1].port"),
                arguments(target("port", 1L << 40), "resources[1].spec.Targets[1].port"),
                arguments(target("weight", 1001), "resources[1].spec.Targets[1].weight"),
                arguments(target("state", "gone"), "resources[1].spec.Targets[1].state"),
                arguments(target("zone", 1), "resources[1].spec.Targets[1].zone"),
                arguments(pool("owners", List.of("web")), "resources[1].owners[0]"),
                arguments(pool("owners", List.of(map("cluster", ""))), "resources[1].owners[0].cluster"),
                arguments(
                        pool("owners", List.of(map("cluster", "a", "service", "web"))),
                        "resources[1].owners[0].service"),
                arguments(pool("owners", List.of(map("cluster", "a", "uid", "u"))), "resources[1].owners[0].uid"),
                arguments(pool("after", List.of("nothing")), "resources[1].after[0]"),
                arguments(pool("cloudId", 7), "resources[1].cloudId"),
                arguments(pool("applied", map("spec", "short", "designVersion", "1")), "resources[1].applied.spec"),
                arguments(pool("applied", map("designVersion", "1")), "resources[1].applied.spec"),
                arguments(pool("membersCoverage", "most"), "resources[1].membersCoverage"),
                arguments(observation("superseded", List.of(map())), "superseded[0].kind"),
                arguments(observation("health", List.of(map("resource", "web"))), "health[0].resource"),
                arguments(
                        observation("health", List.of(map("resource", "a/b", "members", List.of(map("id", "n"))))),
                        "health[0].members[0].port"),
                arguments(
                        observation(
                                "health",
                                List.of(map(
                                        "resource",
                                        "a/b",
                                        "members",
                                        List.of(map("id", "n", "port", 0, "state", "ill"))))),
                        "health[0].members[0].state"),
                arguments(
                        observation(
                                "unread", Arrays.asList(map("kind", "k", "error", "throttled", "detail", ""), null)),
                        "unread[1]"),
                arguments(
                        observation("unread", List.of(map("kind", "k", "error", "bad", "detail", ""))),
                        "unread[0].error"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("bad")
    @DisplayName("A bad field is named with its place")
    void badFieldsAreNamed(Object document, String field) {
        InvalidValueException refused = catchThrowableOfType(
                InvalidValueException.class, () -> ObservationDocument.read(document, AwsLike.ALL));
        assertThat(refused).isNotNull();
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused).hasMessageStartingWith(field + " is ");
    }

    @Test
    @DisplayName("A document that has only its schema is an empty observation")
    void nothingButTheSchema() {
        assertThat(ObservationDocument.read(observation("facts", Collections.emptyMap()), AwsLike.ALL)
                        .actual()
                        .isEmpty())
                .isTrue();
    }
}
