package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AclEntry;
import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.NetworkAcl;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.model.filter.FilterRule;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.filter.FilterVerdict;
import io.lbkit.model.filter.PortRange;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.Ports;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The network ACL of a subnet as a filter: the rule with the lowest number decides, and what none is about is refused. */
public final class NetworkAclFilter {
    private NetworkAclFilter() {}

    /**
     * {@return the filter of packets that enter a subnet}
     *
     * @param facts what is known about the VPC
     * @param subnet the subnet
     */
    public static FilterStage inbound(AwsFacts facts, Subnet subnet) {
        return stage(facts, subnet, Direction.INBOUND);
    }

    /**
     * {@return the filter of packets that leave a subnet}
     *
     * @param facts what is known about the VPC
     * @param subnet the subnet
     */
    public static FilterStage outbound(AwsFacts facts, Subnet subnet) {
        return stage(facts, subnet, Direction.OUTBOUND);
    }

    private enum Direction {
        INBOUND,
        OUTBOUND;

        boolean has(AclEntry entry) {
            return entry.egress() == (this == OUTBOUND);
        }

        @Override
        public String toString() {
            return this == OUTBOUND ? "outbound" : "inbound";
        }
    }

    /** Every ACL has entries: without one they were not read. */
    private static FilterStage stage(AwsFacts facts, Subnet subnet, Direction direction) {
        return facts.networkAcls().stream()
                .filter(acl ->
                        acl.subnetIds().contains(subnet.id()) && !acl.entries().isEmpty())
                .findFirst()
                .map(acl -> stage(acl, subnet, direction))
                .orElseGet(() -> FilterStage.unknown("network ACL of " + subnet.id() + ", which is not known"));
    }

    private static FilterStage stage(NetworkAcl acl, Subnet subnet, Direction direction) {
        List<FilterRule> rules = acl.entries().stream()
                .filter(direction::has)
                .sorted(Comparator.comparingLong(AclEntry::ruleNumber))
                .flatMap(entry -> rule(entry).stream())
                .toList();
        return new FilterStage(
                "network ACL " + acl.id() + " of " + subnet.id() + ", " + direction, rules, FilterVerdict.REFUSED);
    }

    private static Optional<FilterRule> rule(AclEntry entry) {
        IpProtocol protocol = IpProtocol.of(entry.protocol());
        if (!protocol.isTransport()) {
            return Optional.empty();
        }
        return Optional.of(new FilterRule(
                "rule " + entry.ruleNumber(),
                entry.allow() ? FilterVerdict.ADMITTED : FilterVerdict.REFUSED,
                entry.cidr().map(CidrSet::of),
                protocol.transport(),
                new PortRange(
                        entry.fromPort().map(Long::intValue).orElse(0),
                        entry.toPort().map(Long::intValue).orElse(Ports.MAX))));
    }
}
