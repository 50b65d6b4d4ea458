package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Route tables and network ACLs, which calls only read. */
final class RoutingActions {
    private static final Set<String> TCP_AND_UDP = Set.of("6", "17");

    private final AwsState state;

    RoutingActions(AwsState state) {
        this.state = state;
    }

    Map<String, Action> actions() {
        return Map.of("DescribeRouteTables", this::routeTables, "DescribeNetworkAcls", this::networkAcls);
    }

    private Xml routeTables(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "RouteTableId",
                "routeTableSet",
                "InvalidRouteTableID.NotFound",
                Set.of("route-table-id", "vpc-id", "association.subnet-id", "association.main", "route.gateway-id"));
        return listing.answer(
                request,
                state.network().routeTables().stream().map(this::routeTable).toList());
    }

    private Ec2Listing.Item routeTable(AwsRouteTable table) {
        List<Xml> associations = new ArrayList<>();
        if (table.main()) {
            associations.add(association(table).with("main", true));
        }
        table.subnets()
                .forEach(subnet -> associations.add(
                        association(table).with("subnetId", subnet).with("main", false)));
        Xml xml = Xml.empty()
                .with("routeTableId", table.id())
                .with("vpcId", table.vpcId())
                .with("ownerId", Ids.account())
                .items(
                        "routeSet",
                        table.routes().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(route -> route(route.getKey(), route.getValue()))
                                .toList())
                .items("associationSet", associations);
        return new Ec2Listing.Item(
                table.id(),
                Map.of(
                        "route-table-id", List.of(table.id()),
                        "vpc-id", List.of(table.vpcId()),
                        "association.subnet-id", table.subnets(),
                        "association.main", List.of(String.valueOf(table.main())),
                        "route.gateway-id", table.routes().values()),
                state.tags().items(xml, table.id()));
    }

    private static Xml association(AwsRouteTable table) {
        return Xml.empty()
                .with("routeTableId", table.id())
                .with("associationState", Xml.empty().with("state", "associated"));
    }

    private static Xml route(String range, String target) {
        String destination = range.contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
        return Xml.empty()
                .with(destination, range)
                .with(targetElement(target), target)
                .with("state", "active")
                .with("origin", target.equals("local") ? "CreateRouteTable" : "CreateRoute");
    }

    private static String targetElement(String target) {
        return switch (target.replaceFirst("-.*", "")) {
            case "nat" -> "natGatewayId";
            case "tgw" -> "transitGatewayId";
            case "eni" -> "networkInterfaceId";
            case "eigw" -> "egressOnlyInternetGatewayId";
            default -> "gatewayId";
        };
    }

    private Xml networkAcls(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "NetworkAclId",
                "networkAclSet",
                "InvalidNetworkAclID.NotFound",
                Set.of("network-acl-id", "vpc-id", "association.subnet-id", "default"));
        return listing.answer(
                request,
                state.network().networkAcls().stream().map(this::networkAcl).toList());
    }

    private Ec2Listing.Item networkAcl(AwsNetworkAcl acl) {
        List<String> subnets = guarded(acl);
        List<Xml> entries = new ArrayList<>();
        acl.entries().forEach(entry -> entries.add(entry(entry)));
        entries.add(lastEntry(false));
        entries.add(lastEntry(true));
        Xml xml = Xml.empty()
                .with("networkAclId", acl.id())
                .with("vpcId", acl.vpcId())
                .with("ownerId", Ids.account())
                .with("default", acl.standard())
                .items("entrySet", entries)
                .items(
                        "associationSet",
                        subnets.stream()
                                .map(subnet -> Xml.empty()
                                        .with("networkAclId", acl.id())
                                        .with("subnetId", subnet))
                                .toList());
        return new Ec2Listing.Item(
                acl.id(),
                Map.of(
                        "network-acl-id", List.of(acl.id()),
                        "vpc-id", List.of(acl.vpcId()),
                        "association.subnet-id", subnets,
                        "default", List.of(String.valueOf(acl.standard()))),
                state.tags().items(xml, acl.id()));
    }

    private List<String> guarded(AwsNetworkAcl acl) {
        if (!acl.standard()) {
            return acl.subnets();
        }
        return state.network().subnets().stream()
                .filter(subnet -> subnet.vpcId().equals(acl.vpcId()))
                .map(AwsSubnet::id)
                .filter(subnet -> state.network().networkAcls().stream()
                        .noneMatch(other -> !other.standard() && other.subnets().contains(subnet)))
                .toList();
    }

    private static Xml entry(AwsNetworkAcl.Entry entry) {
        Xml xml = Xml.empty()
                .with("ruleNumber", entry.number())
                .with("protocol", entry.protocol())
                .with("ruleAction", entry.allow() ? "allow" : "deny")
                .with("egress", entry.egress())
                .with(entry.cidr().contains(":") ? "ipv6CidrBlock" : "cidrBlock", entry.cidr());
        return TCP_AND_UDP.contains(entry.protocol())
                ? xml.with(
                        "portRange", Xml.empty().with("from", entry.fromPort()).with("to", entry.toPort()))
                : xml;
    }

    private static Xml lastEntry(boolean egress) {
        return entry(new AwsNetworkAcl.Entry(32767, egress, false, "-1", "0.0.0.0/0", 0, 0));
    }
}
