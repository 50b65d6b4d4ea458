package io.lbkit.aws.facts;

import java.util.SortedSet;
import java.util.TreeSet;

/** Reads what {@link ControllerOptions#written()} gives; what is missing has its default. */
final class WrittenOptions {
    private WrittenOptions() {}

    static ControllerOptions read(FactFields fields) {
        ControllerOptions standard = ControllerOptions.defaults();
        SortedSet<FeatureGate> gates = new TreeSet<>();
        fields.object("feature-gates", switches -> {
            for (FeatureGate gate : FeatureGate.values()) {
                if (switches.flag(gate.label(), gate.isOnByDefault())) {
                    gates.add(gate);
                }
            }
            return true;
        });
        return ControllerOptions.builder()
                .loadBalancerClass(
                        fields.optionalText("load-balancer-class").orElse(ControllerOptions.LOAD_BALANCER_CLASS))
                .defaultTargetType(fields.optionalText("default-target-type").orElse(standard.defaultTargetType()))
                .defaultLoadBalancerScheme(fields.optionalText("default-load-balancer-scheme")
                        .orElse(standard.defaultLoadBalancerScheme()))
                .defaultSslPolicy(fields.optionalText("default-ssl-policy").orElse(standard.defaultSslPolicy()))
                .enableBackendSecurityGroup(fields.flag("enable-backend-security-group", true))
                .backendSecurityGroup(fields.optionalText("backend-security-group"))
                .enableManageBackendSecurityGroupRules(fields.flag("enable-manage-backend-security-group-rules", false))
                .disableRestrictedSgRules(fields.flag("disable-restricted-sg-rules", false))
                .defaultTags(fields.map("default-tags"))
                .externalManagedTags(fields.texts("external-managed-tags"))
                .serviceTargetEniSecurityGroupTags(fields.map("service-target-eni-security-group-tags"))
                .maxTargetsPerTargetGroup(
                        fields.number("max-targets-per-target-group").orElse(0L))
                .featureGates(fields.get("feature-gates").isPresent() ? gates : FeatureGate.onByDefault())
                .build();
    }
}
