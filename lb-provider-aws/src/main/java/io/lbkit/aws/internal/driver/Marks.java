package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AppliedKeys;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tags say about an object beside the tags that people see: the owner, and in tags that only LBKit writes, the uid of the
 * Service and what was applied last. The fingerprint of members has a tag of its own, so that it stays when the rest changes.
 */
final class Marks {
    /** The uid of the Service. */
    static final String UID = OwnershipTags.LBKIT_PREFIX + "service-uid";

    /** The fingerprint of the attributes and the version of the design. */
    static final String APPLIED = OwnershipTags.LBKIT_PREFIX + "applied";

    /** The fingerprint of the members. */
    static final String MEMBERS = OwnershipTags.LBKIT_PREFIX + "applied-members";

    private Marks() {}

    /** {@return the owners that tags name; empty if they name none} */
    static SortedSet<Owner> owners(Map<String, String> tags) {
        SortedSet<Owner> owners = new TreeSet<>();
        OwnershipTags.owner(tags).ifPresent(owner -> {
            Optional<String> uid = owner.service()
                    .flatMap(service -> Optional.ofNullable(tags.get(UID)).filter(id -> !id.isEmpty()));
            owners.add(new Owner(owner.cluster(), owner.service(), uid));
        });
        return owners;
    }

    /** {@return what was applied last, if LBKit wrote it and nobody garbled it} */
    static Optional<Applied> applied(Map<String, String> tags) {
        String[] mark = tags.getOrDefault(APPLIED, "").split(" ", 2);
        Optional<Fingerprint> spec = fingerprint(mark[0]);
        return mark.length < 2
                ? Optional.empty()
                : spec.map(known -> new Applied(known, fingerprint(tags.getOrDefault(MEMBERS, "")), mark[1]));
    }

    private static Optional<Fingerprint> fingerprint(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new Fingerprint(text));
        } catch (InvalidValueException writtenBySomebodyElse) {
            return Optional.empty();
        }
    }

    /** {@return the tags that people see} */
    static SortedMap<String, String> visible(Map<String, String> tags) {
        SortedMap<String, String> visible = new TreeMap<>(tags);
        visible.keySet().removeIf(key -> key.startsWith(OwnershipTags.LBKIT_PREFIX));
        return visible;
    }

    /** {@return the tags of an object that is made as it is wanted, but for the members} */
    static SortedMap<String, String> tags(Resource wanted) {
        SortedMap<String, String> tags = owned(wanted);
        wanted.applied().ifPresent(mark -> tags.put(APPLIED, mark.spec() + " " + mark.designVersion()));
        tags.putAll(AppliedKeys.toTags(AppliedKeys.of(wanted)));
        return tags;
    }

    /** {@return the tags of an object that belongs to somebody already and is not yet as it is wanted} */
    static SortedMap<String, String> owned(Resource wanted) {
        SortedMap<String, String> tags = visible(wanted.get(AwsKinds.TAGS).orElseGet(TreeMap::new));
        putOwner(tags, wanted);
        return tags;
    }

    /**
     * {@return the tags that an object should have after a change}
     *
     * @param stored its tags
     * @param wanted what is wanted
     * @param named whether the change is about the tags that people see
     */
    static SortedMap<String, String> changed(Map<String, String> stored, Resource wanted, boolean named) {
        SortedMap<String, String> tags =
                named ? visible(wanted.get(AwsKinds.TAGS).orElseGet(TreeMap::new)) : visible(stored);
        putOwner(tags, wanted);
        keep(tags, stored, MEMBERS);
        if (wanted.applied().isPresent()) {
            Applied mark = wanted.applied().get();
            tags.put(APPLIED, mark.spec() + " " + mark.designVersion());
        } else {
            keep(tags, stored, APPLIED);
        }
        tags.putAll(AppliedKeys.toTags(AppliedKeys.of(wanted)));
        return tags;
    }

    private static void keep(Map<String, String> tags, Map<String, String> stored, String key) {
        String value = stored.get(key);
        if (value != null) {
            tags.put(key, value);
        }
    }

    private static void putOwner(Map<String, String> tags, Resource wanted) {
        Optional<Owner> owner = wanted.owners().stream()
                .filter(candidate -> candidate.service().isPresent())
                .findFirst()
                .or(() -> wanted.owners().stream().findFirst());
        if (owner.isEmpty()) {
            return;
        }
        tags.put(OwnershipTags.CLUSTER, owner.get().cluster());
        Optional<ServiceKey> service = owner.get().service();
        if (service.isPresent()) {
            tags.put(OwnershipTags.STACK, service.get().toString());
            tags.remove(OwnershipTags.CLUSTER_RESOURCE);
            owner.get().uid().ifPresent(uid -> tags.put(UID, uid));
        } else {
            tags.put(OwnershipTags.CLUSTER_RESOURCE, OwnershipTags.BACKEND_GROUP);
        }
    }
}
