package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Instances and network interfaces, which calls only read. */
final class InstanceActions {
    private static final Map<String, String> STATE_CODES = Map.of(
            "pending",
            "0",
            "running",
            "16",
            "shutting-down",
            "32",
            "terminated",
            "48",
            "stopping",
            "64",
            "stopped",
            "80");

    private final AwsState state;

    InstanceActions(AwsState state) {
        this.state = state;
    }

    Map<String, Action> actions() {
        return Map.of("DescribeInstances", this::instances, "DescribeNetworkInterfaces", this::interfaces);
    }

    private Xml instances(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "InstanceId",
                "reservationSet",
                "InvalidInstanceID.NotFound",
                Set.of(
                        "instance-id",
                        "vpc-id",
                        "subnet-id",
                        "instance-state-name",
                        "private-ip-address",
                        "private-dns-name",
                        "availability-zone",
                        "instance.group-id"));
        return listing.answer(
                request,
                state.network().instances().stream().map(this::instance).toList());
    }

    private Ec2Listing.Item instance(AwsInstance instance) {
        AwsInterface primary = instance.primary();
        String vpc = vpcOf(primary.subnetId());
        String zone = zoneOf(primary.subnetId());
        String address = primary.addresses().get(0);
        Xml xml = Xml.empty()
                .with("instanceId", instance.id())
                .with("instanceType", "m5.large")
                .with(
                        "instanceState",
                        Xml.empty()
                                .with("code", STATE_CODES.getOrDefault(instance.state(), "16"))
                                .with("name", instance.state()))
                .with("privateDnsName", dnsName(address))
                .with("privateIpAddress", address)
                .with("subnetId", primary.subnetId())
                .with("vpcId", vpc)
                .with("placement", Xml.empty().with("availabilityZone", zone).with("tenancy", "default"))
                .items("groupSet", groups(primary.securityGroups()))
                .items("networkInterfaceSet", attached(instance));
        Xml reservation = Xml.empty()
                .with("reservationId", instance.id().replaceFirst("^i-", "r-"))
                .with("ownerId", Ids.account())
                .items("instancesSet", List.of(state.tags().items(xml, instance.id())));
        return new Ec2Listing.Item(
                instance.id(),
                Map.of(
                        "instance-id", List.of(instance.id()),
                        "vpc-id", List.of(vpc),
                        "subnet-id", List.of(primary.subnetId()),
                        "instance-state-name", List.of(instance.state()),
                        "private-ip-address", primary.addresses(),
                        "private-dns-name", List.of(dnsName(address)),
                        "availability-zone", List.of(zone),
                        "instance.group-id", primary.securityGroups()),
                reservation);
    }

    private static String dnsName(String address) {
        return "ip-" + address.replace('.', '-') + ".ec2.internal";
    }

    private String vpcOf(String subnetId) {
        return state.network().subnet(subnetId).map(AwsSubnet::vpcId).orElse("");
    }

    private String zoneOf(String subnetId) {
        return state.network().subnet(subnetId).map(AwsSubnet::zone).orElse("");
    }

    private List<Xml> groups(List<String> ids) {
        return ids.stream()
                .map(id -> Xml.empty()
                        .with("groupId", id)
                        .with(
                                "groupName",
                                Optional.ofNullable(state.securityGroups().get(id))
                                        .map(SecurityGroup::name)))
                .toList();
    }

    private List<Xml> attached(AwsInstance instance) {
        List<Xml> xml = new ArrayList<>();
        for (AwsInterface each : instance.interfaces()) {
            xml.add(address(each, "in-use").with("attachment", attachment(instance, xml.size())));
        }
        return xml;
    }

    private static Xml attachment(AwsInstance instance, int index) {
        return Xml.empty()
                .with("attachmentId", instance.id().replaceFirst("^i-", "eni-attach-") + index)
                .with("deviceIndex", index)
                .with("status", "attached");
    }

    /** {@return what instances and lists of interfaces say about an interface} */
    private Xml address(AwsInterface each, String status) {
        return Xml.empty()
                .with("networkInterfaceId", each.id())
                .with("subnetId", each.subnetId())
                .with("vpcId", vpcOf(each.subnetId()))
                .with("ownerId", Ids.account())
                .with("status", status)
                .with("privateIpAddress", each.addresses().get(0))
                .items("groupSet", groups(each.securityGroups()))
                .items("privateIpAddressesSet", privateAddresses(each))
                .items("ipv6AddressesSet", texts("ipv6Address", each.ipv6Addresses()))
                .items("ipv4PrefixSet", texts("ipv4Prefix", each.prefixes()));
    }

    private static List<Xml> privateAddresses(AwsInterface each) {
        return each.addresses().stream()
                .map(address -> Xml.empty()
                        .with("privateIpAddress", address)
                        .with("primary", address.equals(each.addresses().get(0))))
                .toList();
    }

    private static List<Xml> texts(String name, List<String> values) {
        return values.stream().map(value -> Xml.empty().with(name, value)).toList();
    }

    private Xml interfaces(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "NetworkInterfaceId",
                "networkInterfaceSet",
                "InvalidNetworkInterfaceID.NotFound",
                Set.of(
                        "network-interface-id",
                        "vpc-id",
                        "subnet-id",
                        "group-id",
                        "description",
                        "interface-type",
                        "attachment.instance-id",
                        "private-ip-address",
                        "addresses.private-ip-address",
                        "ipv6-addresses.ipv6-address",
                        "availability-zone",
                        "status"));
        Stream<Ec2Listing.Item> ofInstances =
                state.network().instances().stream().flatMap(this::ofInstance);
        Stream<Ec2Listing.Item> alone = state.network().interfaces().stream()
                .map(each -> item(each, Optional.empty(), "branch", "", address(each, "in-use")));
        Stream<Ec2Listing.Item> ofBalancers = state.interfaces().all().stream().map(this::ofBalancer);
        return listing.answer(
                request,
                Stream.of(ofInstances, alone, ofBalancers)
                        .flatMap(items -> items)
                        .toList());
    }

    private Stream<Ec2Listing.Item> ofInstance(AwsInstance instance) {
        return instance.interfaces().stream().map(each -> {
            Xml xml = address(each, "in-use")
                    .with(
                            "attachment",
                            attachment(instance, instance.interfaces().indexOf(each))
                                    .with("instanceId", instance.id())
                                    .with("instanceOwnerId", Ids.account()));
            return item(each, Optional.of(instance.id()), "interface", "", xml);
        });
    }

    private Ec2Listing.Item ofBalancer(BalancerInterface each) {
        AwsInterface plain = new AwsInterface(
                each.id(),
                each.subnetId(),
                List.of(each.address()),
                List.of(),
                List.of(),
                each.securityGroups(),
                Map.of());
        Xml xml = address(plain, "in-use").with("requesterManaged", true);
        Xml associated = each.elasticIp()
                .map(address -> xml.with(
                        "association",
                        Xml.empty().with("allocationId", address.allocationId()).with("publicIp", address.publicIp())))
                .orElse(xml);
        return item(plain, Optional.empty(), "network_load_balancer", each.description(), associated);
    }

    private Ec2Listing.Item item(
            AwsInterface each, Optional<String> instance, String type, String description, Xml xml) {
        String zone = zoneOf(each.subnetId());
        Xml complete =
                xml.with("interfaceType", type).with("description", description).with("availabilityZone", zone);
        return new Ec2Listing.Item(
                each.id(),
                Map.ofEntries(
                        Map.entry("network-interface-id", List.of(each.id())),
                        Map.entry("vpc-id", List.of(vpcOf(each.subnetId()))),
                        Map.entry("subnet-id", List.of(each.subnetId())),
                        Map.entry("group-id", each.securityGroups()),
                        Map.entry("description", List.of(description)),
                        Map.entry("interface-type", List.of(type)),
                        Map.entry("attachment.instance-id", instance.stream().toList()),
                        Map.entry("private-ip-address", List.of(each.addresses().get(0))),
                        Map.entry("addresses.private-ip-address", each.addresses()),
                        Map.entry("ipv6-addresses.ipv6-address", each.ipv6Addresses()),
                        Map.entry("availability-zone", List.of(zone)),
                        Map.entry("status", List.of("in-use"))),
                state.tags().items(complete, each.id()));
    }
}
