package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ManagedPrefixList;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.filter.FilterRule;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.filter.FilterVerdict;
import io.lbkit.model.filter.PortRange;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The security groups of a network interface as one filter: all their rules admit, and what none admits is refused. */
public final class SecurityGroupFilter {
    private static final Optional<CidrSet> ANYBODY = Optional.of(CidrSet.of(Cidr.ANY_IPV4, Cidr.ANY_IPV6));
    private static final Optional<CidrSet> NOBODY = Optional.of(CidrSet.empty());

    private final AwsFacts facts;
    private final Function<SecurityGroup, Optional<List<IngressPermission>>> permissions;
    private final Optional<SortedSet<String>> peerGroups;

    private SecurityGroupFilter(
            AwsFacts facts,
            Function<SecurityGroup, Optional<List<IngressPermission>>> permissions,
            Optional<SortedSet<String>> peerGroups) {
        this.facts = facts;
        this.permissions = permissions;
        this.peerGroups = peerGroups;
    }

    /**
     * {@return the filter of packets that arrive at an address}
     *
     * @param facts what is known about the VPC
     * @param target the address
     * @param senderGroups the security groups of the sender; nothing if they are not known
     */
    public static FilterStage inbound(AwsFacts facts, IpAddress target, Optional<SortedSet<String>> senderGroups) {
        return facts.interfaceOf(target)
                .map(known -> inbound(facts, known.groupIds(), known.id(), senderGroups))
                .orElseGet(() -> FilterStage.unknown(
                        "security groups of " + target + ", which no known network interface holds"));
    }

    /**
     * {@return the filter of packets that arrive at whoever has some security groups}
     *
     * @param facts what is known about the VPC
     * @param groupIds the groups
     * @param target who has them, for messages
     * @param senderGroups the security groups of the sender; nothing if they are not known
     */
    public static FilterStage inbound(
            AwsFacts facts, Collection<String> groupIds, String target, Optional<SortedSet<String>> senderGroups) {
        return new SecurityGroupFilter(facts, SecurityGroup::ingress, senderGroups)
                .stage(groupIds, "security groups " + String.join(", ", groupIds) + " of " + target);
    }

    /**
     * {@return the filter of packets that leave whoever has some security groups}
     *
     * @param facts what is known about the VPC
     * @param groupIds the groups
     * @param sender who has them, for messages
     * @param targetGroups the security groups of the target; nothing if they are not known
     */
    public static FilterStage outbound(
            AwsFacts facts, Collection<String> groupIds, String sender, Optional<SortedSet<String>> targetGroups) {
        return new SecurityGroupFilter(facts, SecurityGroup::egress, targetGroups)
                .stage(groupIds, "security groups " + String.join(", ", groupIds) + " of " + sender + ", outbound");
    }

    private FilterStage stage(Collection<String> groupIds, String name) {
        return new FilterStage(name, groupIds.stream().flatMap(this::rules).toList(), FilterVerdict.REFUSED);
    }

    private Stream<FilterRule> rules(String id) {
        Optional<SecurityGroup> group = facts.securityGroup(id);
        return group.flatMap(permissions)
                .map(known -> rules(group.orElseThrow(), known))
                .orElseGet(() -> Stream.of(FilterRule.ofAllPorts(
                        id + ", whose rules are not known", FilterVerdict.ADMITTED, Optional.empty())));
    }

    private Stream<FilterRule> rules(SecurityGroup group, List<IngressPermission> known) {
        return known.stream()
                .filter(permission -> IpProtocol.of(permission.protocol()).isTransport())
                .map(permission -> rule(group, permission));
    }

    private FilterRule rule(SecurityGroup group, IngressPermission permission) {
        IpProtocol protocol = IpProtocol.of(permission.protocol());
        return new FilterRule(
                name(group, permission),
                FilterVerdict.ADMITTED,
                peers(permission.source()),
                protocol.transport(),
                ports(permission, protocol));
    }

    /** AWS takes ports for TCP and UDP alone. */
    private static PortRange ports(IngressPermission permission, IpProtocol protocol) {
        boolean everyPort = permission.fromPort() < 0
                || protocol.transport().isEmpty()
                || protocol.transport().get() == Protocol.SCTP;
        return everyPort ? PortRange.ALL : new PortRange(permission.fromPort(), permission.toPort());
    }

    private Optional<CidrSet> peers(IngressPermission.Source source) {
        if (source instanceof IngressPermission.Range range) {
            return Optional.of(CidrSet.of(range.range()));
        } else if (source instanceof IngressPermission.PrefixList list) {
            return facts.prefixList(list.id()).map(ManagedPrefixList::cidrs).map(CidrSet::of);
        } else if (source instanceof IngressPermission.Group group) {
            return peerGroups.flatMap(ids -> ids.contains(group.id()) ? ANYBODY : NOBODY);
        }
        return Optional.empty();
    }

    private static String name(SecurityGroup group, IngressPermission permission) {
        return "the rule of " + group.id() + " for " + permission.toSpec();
    }
}
