package io.lbkit.aws.internal.request;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.model.resource.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags that an object should have: those of the options and of the Service, and those that say whose it is. Tags that
 * somebody else looks after stay as they are.
 */
public final class ResourceTags {
    /** What the AWS of an object or an older release wrote; the controller leaves these alone too. */
    private static final Set<String> LEGACY = Set.of(
            "kubernetes.io/cluster-name",
            "kubernetes.io/namespace",
            "kubernetes.io/ingress-name",
            "kubernetes.io/service-name",
            "kubernetes.io/service-port",
            "ingress.k8s.aws/cluster");

    private ResourceTags() {}

    /**
     * {@return the tags of an object of the Service}
     *
     * @param context the Service and the facts
     * @param resource which object it is, see {@link OwnershipTags#RESOURCE}
     * @param existing the object, if it exists
     */
    public static SortedMap<String, String> ofService(
            DesignContext context, String resource, Optional<Resource> existing) {
        SortedMap<String, String> tags = foreign(context, existing);
        tags.putAll(additional(context));
        tags.putAll(OwnershipTags.ofService(context.cluster(), context.service().key(), resource));
        return tags;
    }

    /**
     * {@return the tags of the security group that all load balancers of the cluster share}
     *
     * @param context the Service and the facts
     * @param existing the group, if it exists
     */
    public static SortedMap<String, String> ofBackendGroup(DesignContext context, Optional<Resource> existing) {
        SortedMap<String, String> tags = foreign(context, existing);
        tags.putAll(context.options().defaultTags());
        tags.putAll(OwnershipTags.ofBackendGroup(context.cluster()));
        return tags;
    }

    private static SortedMap<String, String> additional(DesignContext context) {
        Map<String, String> ofService = context.annotations().map(AwsAnnotation.ADDITIONAL_RESOURCE_TAGS);
        Map<String, String> standard = context.options().defaultTags();
        boolean serviceWins = context.options().isOn(FeatureGate.ENABLE_DEFAULT_TAGS_LOW_PRIORITY);
        SortedMap<String, String> tags = new TreeMap<>(serviceWins ? standard : ofService);
        tags.putAll(serviceWins ? ofService : standard);
        return tags;
    }

    private static SortedMap<String, String> foreign(DesignContext context, Optional<Resource> existing) {
        SortedMap<String, String> tags = new TreeMap<>();
        existing.flatMap(known -> known.get(AwsKinds.TAGS))
                .ifPresent(found -> found.forEach((key, value) -> {
                    if (isForeign(context, key)) {
                        tags.put(key, value);
                    }
                }));
        return tags;
    }

    private static boolean isForeign(DesignContext context, String key) {
        return context.options().externalManagedTags().contains(key)
                || key.startsWith("aws:")
                || key.startsWith("kubernetes.io/cluster/")
                || LEGACY.contains(key);
    }
}
