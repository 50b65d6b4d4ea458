package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** VPCs, zones and subnets, which calls only read. */
final class VpcActions {
    private final AwsState state;

    VpcActions(AwsState state) {
        this.state = state;
    }

    Map<String, Action> actions() {
        return Map.of(
                "DescribeVpcs", this::vpcs,
                "DescribeAvailabilityZones", this::zones,
                "DescribeSubnets", this::subnets);
    }

    private Xml vpcs(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "VpcId",
                "vpcSet",
                "InvalidVpcID.NotFound",
                Set.of("vpc-id", "cidr", "state", "owner-id", "is-default"));
        return listing.answer(
                request, state.network().vpcs().stream().map(this::vpc).toList());
    }

    private Ec2Listing.Item vpc(AwsVpc vpc) {
        Xml xml = Xml.empty()
                .with("vpcId", vpc.id())
                .with("ownerId", Ids.account())
                .with("state", "available")
                .with("cidrBlock", vpc.cidrs().get(0))
                .with("instanceTenancy", "default")
                .with("isDefault", false)
                .items(
                        "cidrBlockAssociationSet",
                        vpc.cidrs().stream()
                                .map(cidr -> associated("cidrBlock", cidr))
                                .toList())
                .items(
                        "ipv6CidrBlockAssociationSet",
                        vpc.ipv6Cidrs().stream()
                                .map(cidr -> associated("ipv6CidrBlock", cidr))
                                .toList());
        return new Ec2Listing.Item(
                vpc.id(),
                Map.of(
                        "vpc-id", List.of(vpc.id()),
                        "cidr", List.of(vpc.cidrs().get(0)),
                        "state", List.of("available"),
                        "owner-id", List.of(Ids.account()),
                        "is-default", List.of("false")),
                state.tags().items(xml, vpc.id()));
    }

    private static Xml associated(String name, String cidr) {
        return Xml.empty()
                .with("associationId", "vpc-cidr-assoc-" + Integer.toHexString(cidr.hashCode()))
                .with(name, cidr)
                .with(name + "State", Xml.empty().with("state", "associated"));
    }

    private Xml zones(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "ZoneName",
                "availabilityZoneInfo",
                "InvalidParameterValue",
                Set.of("zone-name", "zone-id", "zone-type", "state", "region-name"));
        return listing.answer(
                request, state.network().zones().stream().map(VpcActions::zone).toList());
    }

    private static Ec2Listing.Item zone(AwsZone zone) {
        Xml xml = Xml.empty()
                .with("zoneName", zone.name())
                .with("zoneState", "available")
                .with("regionName", Ids.region())
                .with("zoneId", zone.id())
                .with("zoneType", zone.type())
                .with("groupName", Ids.region())
                .with("networkBorderGroup", Ids.region())
                .with("optInStatus", "opt-in-not-required")
                .items("messageSet", List.of());
        return new Ec2Listing.Item(
                zone.name(),
                Map.of(
                        "zone-name", List.of(zone.name()),
                        "zone-id", List.of(zone.id()),
                        "zone-type", List.of(zone.type()),
                        "state", List.of("available"),
                        "region-name", List.of(Ids.region())),
                xml);
    }

    private Xml subnets(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "SubnetId",
                "subnetSet",
                "InvalidSubnetID.NotFound",
                Set.of(
                        "subnet-id",
                        "vpc-id",
                        "availability-zone",
                        "availabilityZone",
                        "cidr-block",
                        "state",
                        "owner-id"));
        return listing.answer(
                request, state.network().subnets().stream().map(this::subnet).toList());
    }

    private Ec2Listing.Item subnet(AwsSubnet subnet) {
        List<Xml> ipv6 = new ArrayList<>();
        subnet.ipv6Cidr().ifPresent(cidr -> ipv6.add(associated("ipv6CidrBlock", cidr)));
        Xml xml = Xml.empty()
                .with("subnetId", subnet.id())
                .with("subnetArn", Ids.ec2Arn("subnet", subnet.id()))
                .with("state", "available")
                .with("ownerId", Ids.account())
                .with("vpcId", subnet.vpcId())
                .with("cidrBlock", subnet.cidr())
                .with("availabilityZone", subnet.zone())
                .with(
                        "availabilityZoneId",
                        state.network().zones().stream()
                                .filter(zone -> zone.name().equals(subnet.zone()))
                                .map(AwsZone::id)
                                .findFirst())
                .with("availableIpAddressCount", freeAddresses(state, subnet))
                .with("defaultForAz", false)
                .with("mapPublicIpOnLaunch", false)
                .with("assignIpv6AddressOnCreation", false)
                .items("ipv6CidrBlockAssociationSet", ipv6);
        return new Ec2Listing.Item(
                subnet.id(),
                Map.of(
                        "subnet-id", List.of(subnet.id()),
                        "vpc-id", List.of(subnet.vpcId()),
                        "availability-zone", List.of(subnet.zone()),
                        "availabilityZone", List.of(subnet.zone()),
                        "cidr-block", List.of(subnet.cidr()),
                        "state", List.of("available"),
                        "owner-id", List.of(Ids.account())),
                state.tags().items(xml, subnet.id()));
    }

    static long freeAddresses(AwsState state, AwsSubnet subnet) {
        return Math.max(0, subnet.freeAddresses() - state.interfaces().in(subnet));
    }
}
