package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import io.lbkit.testkit.aws.ListenerSettings.Forward;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Refuses listeners that do not go together with their load balancer, its other listeners, or their target groups. */
record ListenerFit(AwsState state) {
    void check(LoadBalancer loadBalancer, ListenerSettings wanted, List<Listener> others) {
        state.quotas().check(Quota.LISTENERS, others.size() + 1, "TooManyListeners");
        if (others.stream().anyMatch(other -> other.settings().port() == wanted.port())) {
            throw Refusals.of(
                    "DuplicateListener",
                    "A listener already exists on port " + wanted.port() + " for the load balancer '"
                            + loadBalancer.arn() + "'");
        }
        checkQuic(loadBalancer, wanted, others);
        wanted.forwards().forEach(forward -> checkGroup(loadBalancer, wanted, forward));
        ServerIds.requireUnique(wanted.forwards().stream()
                .map(forward -> state.targetGroups().get(forward.targetGroupArn()))
                .filter(Objects::nonNull)
                .flatMap(TargetGroup::registered));
    }

    private static void checkQuic(LoadBalancer loadBalancer, ListenerSettings wanted, List<Listener> others) {
        boolean quic = others.stream().anyMatch(other -> other.settings().quic());
        boolean udp = others.stream().anyMatch(other -> other.settings().udp());
        if ((wanted.quic() && (quic || udp)) || (wanted.udp() && quic)) {
            throw Refusals.configuration(
                    "A load balancer has one QUIC or TCP_QUIC listener, and none of UDP beside it");
        }
        if (wanted.quic() && loadBalancer.withSecurityGroups()) {
            throw Refusals.configuration("QUIC listeners are not supported on load balancers with security groups");
        }
        if (wanted.quic() && loadBalancer.settings().dualstack()) {
            throw Refusals.configuration("QUIC listeners are not supported on dualstack load balancers");
        }
    }

    private void checkGroup(LoadBalancer loadBalancer, ListenerSettings wanted, Forward forward) {
        TargetGroup group = state.targetGroups().get(forward.targetGroupArn());
        if (group == null) {
            throw ElbObjects.noTargetGroup(forward.targetGroupArn());
        }
        if (!allowed(wanted.protocol()).contains(group.protocol())) {
            throw Refusals.of(
                    "IncompatibleProtocols",
                    "The protocol " + group.protocol() + " of target group '" + group.arn()
                            + "' does not go with a listener of the protocol " + wanted.protocol());
        }
        if (!group.vpcId().equals(loadBalancer.vpcId())) {
            throw Refusals.configuration("Target group '" + group.arn() + "' is in another VPC");
        }
        if (group.ipv6() && !loadBalancer.settings().dualstack()) {
            throw Refusals.configuration("A target group of type ipv6 needs a dualstack load balancer");
        }
        if (wanted.udp() && loadBalancer.settings().dualstack() && !group.ipv6()) {
            throw Refusals.configuration("UDP on a dualstack load balancer needs target groups of type ipv6");
        }
        if (state.loadBalancersOf(group).anyMatch(other -> !other.arn().equals(loadBalancer.arn()))) {
            throw Refusals.of(
                    "TargetGroupAssociationLimit",
                    "The following target groups cannot be associated with" + " more than one load balancer: "
                            + group.arn());
        }
    }

    private static Set<String> allowed(String listener) {
        return listener.equals("TLS") ? Set.of("TCP", "TLS") : Set.of(listener);
    }
}
