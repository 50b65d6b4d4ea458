package io.lbkit.aws.facts;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.immutables.value.Value;

/**
 * What applies to all Services of a cluster: the flags and feature gates of the AWS Load Balancer Controller that a design
 * depends on, under their names there and with their defaults. Immutable.
 */
@Value.Immutable
public interface ControllerOptions {
    /** The class of Services that belong to this provider, unless said otherwise. */
    String LOAD_BALANCER_CLASS = "service.k8s.aws/nlb";

    /** {@return the class of Services that belong to this provider} */
    @Value.Default
    default String loadBalancerClass() {
        return LOAD_BALANCER_CLASS;
    }

    /** {@return {@code instance} or {@code ip}; {@code instance} unless said otherwise} */
    @Value.Default
    default String defaultTargetType() {
        return "instance";
    }

    /** {@return {@code internal} or {@code internet-facing}; {@code internal} unless said otherwise} */
    @Value.Default
    default String defaultLoadBalancerScheme() {
        return "internal";
    }

    /** {@return the negotiation policy of TLS listeners that name none} */
    @Value.Default
    default String defaultSslPolicy() {
        return "ELBSecurityPolicy-2016-08";
    }

    /** {@return whether load balancers share a security group that targets admit; true unless said otherwise} */
    @Value.Default
    default boolean enableBackendSecurityGroup() {
        return true;
    }

    /** {@return the id of the shared security group; one is made unless said otherwise} */
    Optional<String> backendSecurityGroup();

    /** {@return whether rules for targets are written where a Service brings its own groups; false unless said otherwise} */
    @Value.Default
    default boolean enableManageBackendSecurityGroupRules() {
        return false;
    }

    /** {@return whether targets admit load balancers on every port; false unless said otherwise} */
    @Value.Default
    default boolean disableRestrictedSgRules() {
        return false;
    }

    /** {@return tags of everything that is made} */
    @Value.NaturalOrder
    SortedMap<String, String> defaultTags();

    /** {@return the keys of tags that somebody else looks after} */
    @Value.NaturalOrder
    SortedSet<String> externalManagedTags();

    /** {@return further tags by which the security group of a network interface is told from its others} */
    @Value.NaturalOrder
    SortedMap<String, String> serviceTargetEniSecurityGroupTags();

    /** {@return how many targets a group gets at most; 0, no limit, unless said otherwise} */
    @Value.Default
    default long maxTargetsPerTargetGroup() {
        return 0;
    }

    /** {@return the feature gates that are on} */
    @Value.Default
    @Value.NaturalOrder
    default SortedSet<FeatureGate> featureGates() {
        return FeatureGate.onByDefault();
    }

    /**
     * {@return whether a feature gate is on}
     *
     * @param gate the gate
     */
    default boolean isOn(FeatureGate gate) {
        return featureGates().contains(gate);
    }

    /** Checks values. */
    @Value.Check
    default void check() {
        oneOf("default-target-type", defaultTargetType(), List.of("instance", "ip"));
        oneOf("default-load-balancer-scheme", defaultLoadBalancerScheme(), List.of("internal", "internet-facing"));
        backendSecurityGroup().filter(id -> !id.startsWith("sg-")).ifPresent(id -> {
            throw InvalidValueException.of("backend-security-group", id, "an id starts with sg-");
        });
        if (maxTargetsPerTargetGroup() < 0) {
            throw InvalidValueException.of(
                    "max-targets-per-target-group", maxTargetsPerTargetGroup(), "it is 0 (no limit) or more");
        }
        for (String key : externalManagedTags()) {
            if (defaultTags().containsKey(key)) {
                throw InvalidValueException.of(
                        "external-managed-tags", key, "a default tag cannot be looked after by somebody else");
            }
        }
    }

    /** {@return the defaults} */
    static ControllerOptions defaults() {
        return builder().build();
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link ControllerOptions}. Not thread-safe. */
    final class Builder extends ImmutableControllerOptions.Builder {
        Builder() {}
    }

    private static void oneOf(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw InvalidValueException.of(name, value, "it is one of " + String.join(", ", allowed));
        }
    }

    /** {@return the options that differ from the defaults} */
    default SpecValue.Mapping written() {
        ControllerOptions standard = defaults();
        FactWriter gates = new FactWriter();
        for (FeatureGate gate : FeatureGate.values()) {
            gates.flag(gate.label(), isOn(gate), gate.isOnByDefault());
        }
        return new FactWriter()
                .text("load-balancer-class", unlike(loadBalancerClass(), standard.loadBalancerClass()))
                .text("default-target-type", unlike(defaultTargetType(), standard.defaultTargetType()))
                .text(
                        "default-load-balancer-scheme",
                        unlike(defaultLoadBalancerScheme(), standard.defaultLoadBalancerScheme()))
                .text("default-ssl-policy", unlike(defaultSslPolicy(), standard.defaultSslPolicy()))
                .flag("enable-backend-security-group", enableBackendSecurityGroup(), true)
                .text("backend-security-group", backendSecurityGroup())
                .flag("enable-manage-backend-security-group-rules", enableManageBackendSecurityGroupRules(), false)
                .flag("disable-restricted-sg-rules", disableRestrictedSgRules(), false)
                .map("default-tags", defaultTags())
                .texts("external-managed-tags", externalManagedTags())
                .map("service-target-eni-security-group-tags", serviceTargetEniSecurityGroupTags())
                .number(
                        "max-targets-per-target-group",
                        Optional.of(maxTargetsPerTargetGroup()).filter(limit -> limit != 0))
                .put("feature-gates", gates.done())
                .done();
    }

    private static Optional<String> unlike(String value, String standard) {
        return Optional.of(value).filter(different -> !different.equals(standard));
    }
}
