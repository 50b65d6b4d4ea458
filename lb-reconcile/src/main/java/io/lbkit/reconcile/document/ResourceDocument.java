package io.lbkit.reconcile.document;

import io.lbkit.model.Coverage;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A resource as plain data. The short form shows a person what is wanted; the full form also has what the engine keeps
 * (owners, cloud id, revision, the mark of what was applied) and can be read back.
 */
public final class ResourceDocument {
    private ResourceDocument() {}

    /**
     * The short form, with the keys {@code kind, name, dependsOn, spec}. A dot in the name of an attribute becomes nesting; a
     * field that must not be set is null.
     *
     * @param resource the resource
     * @return the document
     */
    public static Map<String, @Nullable Object> of(Resource resource) {
        return new Fields()
                .put("kind", resource.kind().name())
                .put("name", resource.name())
                .put("dependsOn", Fields.list(resource.dependsOn(), ResourceId::toString))
                .put("spec", spec(resource))
                .done();
    }

    /**
     * The full form: the short one and everything that {@link #read} needs.
     *
     * @param resource the resource
     * @return the document
     */
    public static Map<String, @Nullable Object> full(Resource resource) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(of(resource));
        all.put("owners", Fields.list(resource.owners(), ResourceDocument::owner));
        all.put("after", Fields.list(resource.after(), ResourceId::toString));
        all.put("cloudId", resource.cloudId().orElse(null));
        all.put("revision", resource.revision().orElse(null));
        all.put("applied", resource.applied().map(ResourceDocument::applied).orElse(null));
        all.put("membersCoverage", resource.membersCoverage().name().toLowerCase(Locale.ROOT));
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, @Nullable Object> spec(Resource resource) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        for (Attribute<?> attribute : resource.kind().attributes()) {
            SpecValue value = resource.spec().get(attribute.name());
            if (value != null) {
                nest(spec, attribute.name(), value.toPlain());
            }
        }
        resource.kind()
                .members()
                .ifPresent(schema -> resource.members()
                        .ifPresent(set -> nest(spec, schema.attribute(), MemberDocument.of(set, OptionalInt.empty()))));
        return spec;
    }

    @SuppressWarnings("unchecked")
    private static void nest(Map<String, @Nullable Object> into, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            into.put(path, value);
            return;
        }
        Object inner =
                into.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<String, @Nullable Object>());
        nest((Map<String, @Nullable Object>) inner, path.substring(dot + 1), value);
    }

    private static Map<String, @Nullable Object> owner(Owner owner) {
        return new Fields()
                .put("cluster", owner.cluster())
                .put("service", owner.service().map(ServiceKey::toString))
                .put("uid", owner.uid())
                .done();
    }

    private static Map<String, @Nullable Object> applied(Applied applied) {
        return new Fields()
                .put("spec", applied.spec().hex())
                .put("members", applied.members().map(Fingerprint::hex))
                .put("designVersion", applied.designVersion())
                .done();
    }

    /**
     * Reads either form.
     *
     * @param at where the document stands, for messages
     * @param document the document
     * @param kinds the schema
     * @return the resource
     * @throws InvalidValueException if the document is not of this form; the message names the field
     */
    public static Resource read(String at, @Nullable Object document, Collection<ResourceKind> kinds) {
        Map<?, ?> fields = Fields.object(at, document);
        ResourceKind kind = kind(at, Fields.text(at + ".kind", fields.get("kind")), kinds);
        Resource.Builder resource = Resource.builder().kind(kind).name(Fields.text(at + ".name", fields.get("name")));
        Map<?, ?> spec = Fields.object(at + ".spec", fields.get("spec"));
        readSpec(at + ".spec", spec, kind, resource);
        for (Object owner : Fields.items(at + ".owners", fields.get("owners"))) {
            resource.addOwner(readOwner(at + ".owners", Fields.object(at + ".owners", owner)));
        }
        for (Object id : Fields.items(at + ".after", fields.get("after"))) {
            resource.addAfter(ResourceId.parse(Fields.text(at + ".after", id)));
        }
        resource.cloudId(Fields.optionalText(at + ".cloudId", fields.get("cloudId")));
        resource.revision(Fields.optionalText(at + ".revision", fields.get("revision")));
        if (fields.get("applied") != null) {
            resource.applied(readApplied(at + ".applied", Fields.object(at + ".applied", fields.get("applied"))));
        }
        if (fields.get("membersCoverage") != null) {
            resource.membersCoverage(Fields.constant(
                    at + ".membersCoverage",
                    fields.get("membersCoverage"),
                    Coverage.values(),
                    coverage -> coverage.name().toLowerCase(Locale.ROOT)));
        }
        return resource.build();
    }

    private static ResourceKind kind(String at, String name, Collection<ResourceKind> kinds) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        at + ".kind",
                        name,
                        "allowed are "
                                + kinds.stream()
                                        .map(ResourceKind::name)
                                        .sorted()
                                        .toList()));
    }

    private static void readSpec(String at, Map<?, ?> spec, ResourceKind kind, Resource.Builder resource) {
        SortedMap<String, SpecValue> values = new TreeMap<>();
        List<String> paths =
                new ArrayList<>(kind.attributes().stream().map(Attribute::name).toList());
        kind.members().map(MemberSchema::attribute).ifPresent(paths::add);
        refuseUnknown(at, "", spec, paths);
        for (Attribute<?> attribute : kind.attributes()) {
            find(spec, attribute.name())
                    .ifPresent(found -> values.put(
                            attribute.name(), SpecValue.fromPlain(at + "." + attribute.name(), found.value())));
        }
        kind.members().flatMap(schema -> find(spec, schema.attribute())).ifPresent(found -> {
            MemberSet members = MemberDocument.read(at + ".members", found.value());
            resource.members(members);
        });
        resource.spec(values);
    }

    private static void refuseUnknown(String at, String prefix, Map<?, ?> fields, List<String> paths) {
        fields.forEach((name, value) -> {
            String path = prefix + name;
            boolean inside = paths.stream().anyMatch(known -> known.startsWith(path + "."));
            if (inside && value instanceof Map<?, ?> nested) {
                refuseUnknown(at, path + ".", nested, paths);
            } else if (!paths.contains(path)) {
                throw InvalidValueException.of(at, path, "the fields of this kind are " + paths);
            }
        });
    }

    private record Found(@Nullable Object value) {}

    private static Optional<Found> find(Map<?, ?> fields, String path) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        if (!fields.containsKey(name)) {
            return Optional.empty();
        }
        Object value = fields.get(name);
        if (dot < 0) {
            return Optional.of(new Found(value));
        }
        return value instanceof Map<?, ?> nested ? find(nested, path.substring(dot + 1)) : Optional.empty();
    }

    private static Owner readOwner(String at, Map<?, ?> fields) {
        return new Owner(
                Fields.text(at + ".cluster", fields.get("cluster")),
                Fields.optionalText(at + ".service", fields.get("service")).map(ServiceKey::parse),
                Fields.optionalText(at + ".uid", fields.get("uid")));
    }

    private static Applied readApplied(String at, Map<?, ?> fields) {
        return new Applied(
                new Fingerprint(Fields.text(at + ".spec", fields.get("spec"))),
                Fields.optionalText(at + ".members", fields.get("members")).map(Fingerprint::new),
                Fields.text(at + ".designVersion", fields.get("designVersion")));
    }
}
