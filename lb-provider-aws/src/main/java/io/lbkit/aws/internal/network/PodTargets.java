package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pods of a Service as AWS shows targets: with a zone only where it has to be told one. A pod that ends is no target,
 * because AWS drains what is deregistered.
 */
final class PodTargets {
    /** The zone of a target outside the VPC. */
    private static final String EVERY_ZONE = "all";

    private final List<Cidr> ranges;

    PodTargets(DesignContext context) {
        this.ranges = ranges(context.facts());
    }

    /**
     * AWS looks for an address in the subnets; a range of the VPC without a subnet is outside (API_TargetDescription). Where no
     * subnet is known, the ranges of the VPC have to do.
     */
    private static List<Cidr> ranges(AwsFacts facts) {
        List<Cidr> subnets = facts.subnets().stream()
                .flatMap(subnet -> subnet.ranges().stream())
                .toList();
        return subnets.isEmpty() ? facts.vpc().map(Vpc::cidrs).orElse(List.of()) : subnets;
    }

    /** {@return the same port with targets for pods} */
    PortBackends of(PortBackends pods) {
        List<Member> targets = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>(pods.excluded());
        for (Member pod : pods.members()) {
            if (pod.state() == MemberState.DRAINING) {
                excluded.add(new Exclusion(
                        pod.key().toString(),
                        ExclusionReason.ENDPOINT_NOT_READY,
                        "it is terminating, others are ready, and AWS drains what is deregistered"));
            } else {
                targets.add(target(pod));
            }
        }
        return PortBackends.builder()
                .from(pods)
                .members(MemberSet.of(targets))
                .excluded(Exclusions.of(excluded))
                .build();
    }

    private Member target(Member pod) {
        boolean outside = pod.address().filter(this::isOutside).isPresent();
        return Member.builder()
                .from(pod)
                .zone(outside ? Optional.of(EVERY_ZONE) : Optional.empty())
                .build();
    }

    private boolean isOutside(IpAddress address) {
        return !ranges.isEmpty() && ranges.stream().noneMatch(range -> range.contains(address));
    }
}
