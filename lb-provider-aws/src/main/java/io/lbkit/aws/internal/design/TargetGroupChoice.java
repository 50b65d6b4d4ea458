package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which existing target group is the one that is wanted. Its name does not count, since it may have been made under settings
 * that have changed in place since; its tags and what cannot change do. AWS attaches a target group to one load balancer, so
 * one that hangs on another load balancer is none either: the successor of a load balancer gets target groups of its own.
 */
final class TargetGroupChoice {
    private static final int DIGITS = 10;

    private final String loadBalancer;
    private final List<Resource> existing;
    /** The names of the load balancers by the target groups that their listeners lead to. */
    private final Map<ResourceId, Set<String>> attached = new HashMap<>();

    /**
     * What cannot change in place.
     *
     * @param key the tag that says which target group of the Service it is
     * @param protocol the protocol
     * @param targetType {@code instance} or {@code ip}
     * @param ipAddressType {@code ipv4} or {@code ipv6}
     * @param name the name that a new one gets
     */
    record Wanted(String key, String protocol, String targetType, String ipAddressType, String name) {}

    TargetGroupChoice(DesignContext context, String loadBalancer) {
        this.loadBalancer = loadBalancer;
        this.existing = context.existing(AwsKinds.TARGET_GROUP);
        for (Resource listener : context.existing(AwsKinds.LISTENER)) {
            listener.get(AwsKinds.LOAD_BALANCER_ARN)
                    .ifPresent(owner -> targetGroups(listener)
                            .forEach(group -> attached.computeIfAbsent(group, id -> new HashSet<>())
                                    .add(owner.name())));
        }
    }

    /** {@return the target group that exists and stays} */
    Optional<Resource> existing(Wanted wanted) {
        List<Resource> fitting =
                existing.stream().filter(group -> fits(group, wanted)).toList();
        Optional<Resource> inUse = fitting.stream()
                .filter(group -> users(group).contains(loadBalancer))
                .findFirst();
        return inUse.or(
                () -> fitting.stream().filter(group -> users(group).isEmpty()).findFirst());
    }

    /** {@return the name of the existing one, or one that no existing one has} */
    String name(Wanted wanted) {
        return existing(wanted)
                .map(Resource::name)
                .orElseGet(() -> isTaken(wanted.name()) ? another(wanted) : wanted.name());
    }

    private boolean isTaken(String name) {
        return existing.stream().anyMatch(group -> group.name().equals(name));
    }

    private String another(Wanted wanted) {
        String digits = Fingerprint.of(wanted.name() + wanted.ipAddressType() + loadBalancer)
                .hex()
                .substring(0, DIGITS);
        return wanted.name().substring(0, wanted.name().length() - DIGITS) + digits;
    }

    private Set<String> users(Resource group) {
        return attached.getOrDefault(group.id(), Set.of());
    }

    private static boolean fits(Resource group, Wanted wanted) {
        return group.get(AwsKinds.TAGS)
                        .filter(tags -> wanted.key().equals(tags.get(OwnershipTags.RESOURCE)))
                        .isPresent()
                && is(group.get(AwsKinds.TARGET_GROUP_PROTOCOL), wanted.protocol())
                && is(group.get(AwsKinds.TARGET_TYPE), wanted.targetType())
                && is(group.get(AwsKinds.TARGET_GROUP_IP_ADDRESS_TYPE), wanted.ipAddressType());
    }

    private static boolean is(Optional<String> found, String wanted) {
        return found.filter(wanted::equals).isPresent();
    }

    private static Set<ResourceId> targetGroups(Resource listener) {
        SpecValue actions = listener.spec().get(AwsKinds.DEFAULT_ACTIONS.name());
        return actions == null ? Set.of() : actions.references();
    }
}
