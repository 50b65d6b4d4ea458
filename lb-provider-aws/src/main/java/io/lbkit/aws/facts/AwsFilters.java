package io.lbkit.aws.facts;

import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.FilterRule;
import io.lbkit.model.net.FilterStage;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The packet filters of AWS in neutral form: security groups, the network ACL and the routes back, for packets of one source to
 * one network interface. Answers leave the subnet by the rules for leaving packets, which are not looked at.
 */
public final class AwsFilters {
    private final AwsFacts facts;

    /**
     * Filters of a VPC.
     *
     * @param facts what is known about it
     */
    public AwsFilters(AwsFacts facts) {
        this.facts = facts;
    }

    /**
     * {@return the filters that packets have to pass, all of them}
     *
     * @param source where the packets come from; what is admitted by security group depends on it
     * @param target the network interface of the target
     */
    public List<FilterStage> stages(IpAddress source, NetworkInterface target) {
        List<FilterStage> stages = new ArrayList<>();
        stages.add(groups(source, target));
        Optional<Subnet> subnet = target.subnetId().flatMap(facts::subnet);
        boolean neighbours = subnet.filter(known -> holds(known, source)).isPresent();
        if (!neighbours) {
            stages.add(acl(target));
            stages.add(routes(target));
        }
        return stages;
    }

    private static boolean holds(Subnet subnet, IpAddress address) {
        return subnet.cidr().filter(range -> range.contains(address)).isPresent()
                || subnet.ipv6Cidrs().stream().anyMatch(range -> range.contains(address));
    }

    private FilterStage groups(IpAddress source, NetworkInterface target) {
        List<FilterRule> rules = new ArrayList<>();
        boolean complete = true;
        for (String id : target.groupIds()) {
            Optional<SecurityGroup> group = facts.securityGroup(id);
            complete &= group.isPresent();
            group.ifPresent(known -> known.ingress().forEach(rule -> add(rules, known.id(), rule, source)));
        }
        return new FilterStage("security groups " + target.groupIds(), rules, false, complete);
    }

    private void add(List<FilterRule> rules, String group, IngressPermission permission, IpAddress source) {
        boolean every = permission.protocol().equals("-1");
        Optional<Protocol> protocol = protocol(permission.protocol());
        if (every || protocol.isPresent()) {
            boolean everyPort = every || permission.fromPort() < 0;
            rules.add(new FilterRule(
                    "a rule of " + group,
                    true,
                    protocol,
                    everyPort ? 0 : permission.fromPort(),
                    everyPort ? Ports.MAX : permission.toPort(),
                    admitted(permission.source(), source)));
        }
    }

    private Optional<CidrSet> admitted(IngressPermission.Source admitted, IpAddress source) {
        if (admitted instanceof IngressPermission.Range range) {
            return Optional.of(CidrSet.of(range.range()));
        } else if (admitted instanceof IngressPermission.PrefixList list) {
            return prefixList(list.id());
        } else if (admitted instanceof IngressPermission.Group group) {
            return facts.interfaceOf(source)
                    .map(known -> known.groupIds().contains(group.id())
                            ? CidrSet.of(Cidr.containing(source, source.family() == IpFamily.IPV4 ? 32 : 128))
                            : CidrSet.empty());
        }
        return Optional.empty();
    }

    private Optional<CidrSet> prefixList(String id) {
        return facts.prefixLists().stream()
                .filter(list -> list.id().equals(id))
                .findFirst()
                .map(list -> CidrSet.of(list.cidrs()));
    }

    private FilterStage acl(NetworkInterface target) {
        Optional<NetworkAcl> found = facts.networkAcls().stream()
                .filter(acl ->
                        target.subnetId().filter(acl.subnetIds()::contains).isPresent())
                .findFirst();
        if (found.isEmpty()) {
            return FilterStage.unknown("network ACL of " + target.subnetId().orElse(target.id()));
        }
        List<FilterRule> rules = new ArrayList<>();
        found.get().entries().stream()
                .filter(entry -> !entry.egress())
                .sorted(Comparator.comparing(AclEntry::ruleNumber))
                .forEach(entry -> add(rules, entry));
        return new FilterStage(found.get().id(), rules, false, true);
    }

    private static void add(List<FilterRule> rules, AclEntry entry) {
        boolean every = entry.protocol().equals("-1");
        Optional<Protocol> protocol = protocol(entry.protocol());
        if (every || protocol.isPresent()) {
            rules.add(new FilterRule(
                    "rule " + entry.ruleNumber(),
                    entry.allow(),
                    protocol,
                    every ? 0 : entry.fromPort().map(Long::intValue).orElse(0),
                    every ? Ports.MAX : entry.toPort().map(Long::intValue).orElse(Ports.MAX),
                    entry.cidr().map(CidrSet::of)));
        }
    }

    /** Answers need a way back: the most special route decides. */
    private FilterStage routes(NetworkInterface target) {
        Optional<RouteTable> table = target.subnetId().flatMap(this::routeTable);
        if (table.isEmpty()) {
            return FilterStage.unknown("route table of " + target.subnetId().orElse(target.id()));
        }
        List<Route> routes = table.get().routes().stream()
                .sorted(Comparator.comparing(AwsFilters::length, Comparator.reverseOrder()))
                .toList();
        List<FilterRule> rules = new ArrayList<>();
        for (Route route : routes) {
            rules.add(new FilterRule(
                    "the route to " + route.destination(),
                    !route.blackhole(),
                    Optional.empty(),
                    0,
                    Ports.MAX,
                    isList(route) ? prefixList(route.destination()) : Optional.of(CidrSet.of(range(route)))));
        }
        return new FilterStage(table.get().id(), rules, false, true);
    }

    private Optional<RouteTable> routeTable(String subnetId) {
        return facts.routeTables().stream()
                .filter(table -> table.subnetIds().contains(subnetId))
                .findFirst()
                .or(() -> facts.routeTables().stream().filter(RouteTable::main).findFirst());
    }

    private static boolean isList(Route route) {
        return route.destination().startsWith("pl-");
    }

    private static Cidr range(Route route) {
        return Cidr.parseStored(route.destination());
    }

    /** The entries of a list are taken as the most special ones. */
    private static int length(Route route) {
        return isList(route) ? Integer.MAX_VALUE : range(route).prefix();
    }

    /** {@return the protocol of a name or a number; nothing if no Service can have it} */
    private static Optional<Protocol> protocol(String text) {
        return switch (text) {
            case "tcp", "6" -> Optional.of(Protocol.TCP);
            case "udp", "17" -> Optional.of(Protocol.UDP);
            case "132" -> Optional.of(Protocol.SCTP);
            default -> Optional.empty();
        };
    }
}
