package io.lbkit.reconcile.document;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An observation as plain data, schema {@code lbkit.observation/v1}: what one machine observed, another one can plan and
 * explain. Reading what was written gives an equal observation.
 */
public final class ObservationDocument {
    private static final String SCHEMA = "lbkit.observation/v1";

    private ObservationDocument() {}

    /**
     * {@return the observation as a map with a fixed order of keys}
     *
     * @param cloud the name of the provider
     * @param observation the observation
     */
    public static Map<String, @Nullable Object> of(String cloud, Observation observation) {
        return new Fields()
                .put("schema", SCHEMA)
                .put("cloud", cloud)
                .put("facts", observation.facts().values().toPlain())
                .put("resources", Fields.list(observation.actual().resources(), ResourceDocument::full))
                .put("superseded", Fields.list(observation.superseded(), ResourceDocument::full))
                .put("health", Fields.list(observation.health().entrySet(), ObservationDocument::health))
                .put("unread", Fields.list(observation.unread(), ObservationDocument::unread))
                .done();
    }

    private static Map<String, @Nullable Object> health(Map.Entry<ResourceId, Map<MemberKey, MemberHealth>> pool) {
        return new Fields()
                .put("resource", pool.getKey().toString())
                .put("members", Fields.list(new TreeMap<>(pool.getValue()).entrySet(), ObservationDocument::member))
                .done();
    }

    private static Map<String, @Nullable Object> member(Map.Entry<MemberKey, MemberHealth> member) {
        return new Fields()
                .put("id", member.getKey().id())
                .put("port", member.getKey().port())
                .put("state", member.getValue().state().label())
                .put("reason", member.getValue().reason())
                .done();
    }

    private static Map<String, @Nullable Object> unread(Unread part) {
        return new Fields()
                .put("kind", part.kind())
                .put("name", part.name())
                .put("error", part.error().label())
                .put("detail", part.detail())
                .done();
    }

    /**
     * Reads an observation.
     *
     * @param document the document as a JSON or YAML library gives it
     * @param kinds the schema of the provider
     * @return the observation
     * @throws InvalidValueException if the document is not of this form; the message names the field
     */
    public static Observation read(@Nullable Object document, Collection<ResourceKind> kinds) {
        Map<?, ?> fields = Fields.object("observation", document);
        String schema = Fields.text("schema", fields.get("schema"));
        if (!schema.equals(SCHEMA)) {
            throw InvalidValueException.of("schema", schema, "this is read: " + SCHEMA);
        }
        Observation.Builder observation = Observation.builder()
                .actual(ResourceGraph.of(resources("resources", fields.get("resources"), kinds)))
                .superseded(resources("superseded", fields.get("superseded"), kinds));
        if (fields.get("facts") != null) {
            SpecValue facts = SpecValue.fromPlain("facts", Fields.object("facts", fields.get("facts")));
            if (facts instanceof SpecValue.Mapping mapping) {
                observation.facts(new CloudFacts(mapping));
            }
        }
        for (Object pool : Fields.items("health", fields.get("health"))) {
            readHealth(Fields.object("health", pool), observation);
        }
        for (Object part : Fields.items("unread", fields.get("unread"))) {
            observation.addUnread(readUnread(Fields.object("unread", part)));
        }
        return observation.build();
    }

    private static List<Resource> resources(String at, @Nullable Object list, Collection<ResourceKind> kinds) {
        List<Resource> resources = new ArrayList<>();
        for (Object item : Fields.items(at, list)) {
            resources.add(ResourceDocument.read(at + "[" + resources.size() + "]", item, kinds));
        }
        return resources;
    }

    private static void readHealth(Map<?, ?> pool, Observation.Builder observation) {
        Map<MemberKey, MemberHealth> members = new TreeMap<>();
        for (Object item : Fields.items("health.members", pool.get("members"))) {
            Map<?, ?> member = Fields.object("health.members", item);
            MemberKey key = new MemberKey(
                    Fields.text("health.members.id", member.get("id")),
                    Fields.number("health.members.port", member.get("port")));
            MemberHealth.State state = Fields.constant(
                    "health.members.state",
                    member.get("state"),
                    MemberHealth.State.values(),
                    MemberHealth.State::label);
            members.put(
                    key,
                    new MemberHealth(
                            state,
                            Fields.optionalText("health.members.reason", member.get("reason"))
                                    .orElse("")));
        }
        observation.putHealth(ResourceId.parse(Fields.text("health.resource", pool.get("resource"))), members);
    }

    private static Unread readUnread(Map<?, ?> part) {
        return new Unread(
                Fields.text("unread.kind", part.get("kind")),
                Fields.optionalText("unread.name", part.get("name")),
                Fields.constant("unread.error", part.get("error"), ErrorKind.values(), ErrorKind::label),
                Fields.text("unread.detail", part.get("detail")));
    }
}
