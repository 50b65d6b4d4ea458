package io.lbkit.reconcile.document;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.RecentTraffic;
import io.lbkit.reconcile.spi.Unread;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
                .put("states", Fields.list(observation.states().entrySet(), ObservationDocument::status))
                .put("traffic", Fields.list(observation.traffic().entrySet(), ObservationDocument::traffic))
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

    private static Map<String, @Nullable Object> status(Map.Entry<ResourceId, ResourceStatus> told) {
        return new Fields()
                .put("resource", told.getKey().toString())
                .put("state", told.getValue().state().label())
                .put("reason", told.getValue().reason())
                .put("since", told.getValue().since().map(Instant::toString))
                .done();
    }

    private static Map<String, @Nullable Object> traffic(Map.Entry<ResourceId, RecentTraffic> counted) {
        return new Fields()
                .put("resource", counted.getKey().toString())
                .put("connections", counted.getValue().connections())
                .put("window", counted.getValue().window().toString())
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
        Fields.each("health", fields.get("health"), ObservationDocument::readHealth)
                .forEach(observation::putHealth);
        Fields.each("states", fields.get("states"), ObservationDocument::readStatus)
                .forEach(observation::putState);
        Fields.each("traffic", fields.get("traffic"), ObservationDocument::readTraffic)
                .forEach(observation::putTraffic);
        observation.unread(Fields.each("unread", fields.get("unread"), ObservationDocument::readUnread));
        return observation.build();
    }

    private static List<Resource> resources(String at, @Nullable Object list, Collection<ResourceKind> kinds) {
        return Fields.each(at, list, (place, item) -> ResourceDocument.read(place, item, kinds));
    }

    private static Map.Entry<ResourceId, Map<MemberKey, MemberHealth>> readHealth(
            String at, @Nullable Object document) {
        Map<?, ?> pool = Fields.object(at, document);
        Map<MemberKey, MemberHealth> members = new TreeMap<>();
        Fields.each(at + ".members", pool.get("members"), ObservationDocument::readMember)
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        return Map.entry(Fields.id(at + ".resource", pool.get("resource")), members);
    }

    private static Map.Entry<MemberKey, MemberHealth> readMember(String at, @Nullable Object document) {
        Map<?, ?> member = Fields.object(at, document);
        MemberKey key = new MemberKey(
                Fields.text(at + ".id", member.get("id")), Fields.number(at + ".port", member.get("port")));
        MemberHealth.State state = Fields.constant(
                at + ".state", member.get("state"), MemberHealth.State.values(), MemberHealth.State::label);
        String reason =
                Fields.optionalText(at + ".reason", member.get("reason")).orElse("");
        return Map.entry(key, new MemberHealth(state, reason));
    }

    private static Map.Entry<ResourceId, ResourceStatus> readStatus(String at, @Nullable Object document) {
        Map<?, ?> told = Fields.object(at, document);
        return Map.entry(
                Fields.id(at + ".resource", told.get("resource")),
                new ResourceStatus(
                        Fields.constant(
                                at + ".state",
                                told.get("state"),
                                ResourceStatus.State.values(),
                                ResourceStatus.State::label),
                        Fields.optionalText(at + ".reason", told.get("reason")).orElse(""),
                        Fields.optionalText(at + ".since", told.get("since")).map(text -> time(at + ".since", text))));
    }

    private static Instant time(String at, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            InvalidValueException invalid =
                    InvalidValueException.of(at, text, "a time is written like 2026-03-01T12:00:00Z");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static Map.Entry<ResourceId, RecentTraffic> readTraffic(String at, @Nullable Object document) {
        Map<?, ?> counted = Fields.object(at, document);
        String window = Fields.text(at + ".window", counted.get("window"));
        try {
            long connections = Fields.longNumber(at + ".connections", counted.get("connections"));
            RecentTraffic traffic = new RecentTraffic(connections, Duration.parse(window));
            return Map.entry(Fields.id(at + ".resource", counted.get("resource")), traffic);
        } catch (DateTimeParseException e) {
            throw InvalidValueException.of(at + ".window", window, "a duration is written like PT1H");
        }
    }

    private static Unread readUnread(String at, @Nullable Object document) {
        Map<?, ?> part = Fields.object(at, document);
        return new Unread(
                Fields.text(at + ".kind", part.get("kind")),
                Fields.optionalText(at + ".name", part.get("name")),
                Fields.constant(at + ".error", part.get("error"), ErrorKind.values(), ErrorKind::label),
                Fields.text(at + ".detail", part.get("detail")));
    }
}
