package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What calls only read: the sample VPC as EC2 tells it. */
class NetworkTest extends StandInFixture {
    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    @Test
    void theVpcHasItsRanges() {
        assertThat(sdk.ec2
                        .describeVpcs(request -> request.vpcIds(SampleNetwork.VPC))
                        .vpcs())
                .singleElement()
                .satisfies(vpc -> {
                    assertThat(vpc.cidrBlock()).isEqualTo("10.0.0.0/16");
                    assertThat(vpc.ipv6CidrBlockAssociationSet().get(0).ipv6CidrBlock())
                            .isEqualTo("2001:db8:0:100::/56");
                });
        refused("InvalidVpcID.NotFound", () -> sdk.ec2.describeVpcs(request -> request.vpcIds("vpc-0bad")));
    }

    @Test
    void subnetsAreFoundByTheirTags() {
        assertThat(sdk.ec2
                        .describeSubnets(request -> request.filters(
                                filter("vpc-id", SampleNetwork.VPC), filter("tag:kubernetes.io/role/elb", "", "1")))
                        .subnets())
                .extracting(Subnet::availabilityZone)
                .containsExactly("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(sdk.ec2
                        .describeSubnets(request -> request.filters(filter("tag-key", "kubernetes.io/role/internal*")))
                        .subnets())
                .hasSize(3)
                .allSatisfy(subnet ->
                        assertThat(subnet.ipv6CidrBlockAssociationSet()).hasSize(1));
        refused(
                "InvalidParameterValue",
                () -> sdk.ec2.describeSubnets(request -> request.filters(filter("colour", "red"))));
    }

    @Test
    void publicSubnetsReachTheInternet() {
        assertThat(sdk.ec2
                        .describeRouteTables(request -> request.filters(filter("route.gateway-id", "igw-*")))
                        .routeTables())
                .singleElement()
                .satisfies(table -> assertThat(table.associations())
                        .hasSize(3)
                        .anySatisfy(each -> assertThat(each.subnetId()).isEqualTo(SampleNetwork.publicSubnet("b"))));
        assertThat(sdk.ec2
                        .describeRouteTables(request -> request.filters(filter("association.main", "true")))
                        .routeTables())
                .singleElement()
                .satisfies(table -> assertThat(table.routes())
                        .anySatisfy(route -> assertThat(route.natGatewayId()).startsWith("nat-")));
    }

    @Test
    void theDefaultAclGuardsAllSubnets() {
        assertThat(sdk.ec2.describeNetworkAcls().networkAcls()).singleElement().satisfies(acl -> {
            assertThat(acl.isDefault()).isTrue();
            assertThat(acl.associations()).hasSize(6);
            assertThat(acl.entries()).hasSize(4);
            assertThat(acl.entries())
                    .anySatisfy(entry -> assertThat(entry.ruleNumber() + " " + entry.ruleActionAsString())
                            .isEqualTo("32767 deny"));
        });
    }

    @Test
    void anAclOfItsOwnTakesASubnetFromTheDefaultOne() {
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsNetworkAcl(
                        "acl-0b",
                        SampleNetwork.VPC,
                        List.of(SampleNetwork.privateSubnet("a")),
                        false,
                        List.of(new AwsNetworkAcl.Entry(90, false, true, "6", "10.0.0.0/16", 1024, 65535)),
                        Map.of()))
                .build());

        assertThat(sdk.ec2
                        .describeNetworkAcls(request -> request.networkAclIds("acl-0b"))
                        .networkAcls()
                        .get(0)
                        .entries())
                .anySatisfy(entry -> assertThat(entry.portRange().from()).isEqualTo(1024));
        assertThat(sdk.ec2
                        .describeNetworkAcls(request -> request.filters(filter("default", "true")))
                        .networkAcls()
                        .get(0)
                        .associations())
                .hasSize(5);
    }

    @Test
    void zonesHaveTypes() {
        assertThat(sdk.ec2.describeAvailabilityZones().availabilityZones())
                .extracting(zone -> zone.zoneName() + " " + zone.zoneType())
                .containsExactly(
                        "us-east-1a availability-zone", "us-east-1b availability-zone", "us-east-1c availability-zone");
    }

    @Test
    void instancesHaveAddressesAndGroups() {
        Instance instance = sdk.ec2
                .describeInstances(request -> request.instanceIds(SampleNetwork.instance("b")))
                .reservations()
                .get(0)
                .instances()
                .get(0);

        assertThat(instance.privateIpAddress()).isEqualTo("10.0.144.10");
        assertThat(instance.state().nameAsString()).isEqualTo("running");
        assertThat(instance.placement().availabilityZone()).isEqualTo("us-east-1b");
        assertThat(instance.networkInterfaces().get(0).attachment().deviceIndex())
                .isZero();
        assertThat(sdk.ec2
                        .describeSecurityGroups(request -> request.filters(filter("group-name", "demo-*")))
                        .securityGroups()
                        .get(0)
                        .ipPermissionsEgress())
                .hasSize(1);
        assertThat(instance.networkInterfaces().get(0).groups().get(0).groupName())
                .isEqualTo("demo-nodes");
        assertThat(sdk.ec2
                        .describeInstances(request -> request.filters(filter("instance-state-name", "stopped")))
                        .reservations())
                .isEmpty();
    }

    @Test
    void interfacesOfPodsAreFoundByAddress() {
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsInterface(
                        "eni-0b",
                        SampleNetwork.privateSubnet("b"),
                        List.of("10.0.144.50", "10.0.144.51"),
                        List.of("2001:db8:0:111::5"),
                        List.of("10.0.144.64/28"),
                        List.of(SampleNetwork.NODE_SECURITY_GROUP),
                        Map.of()))
                .build());

        NetworkInterface found = sdk.ec2
                .describeNetworkInterfaces(
                        request -> request.filters(filter("addresses.private-ip-address", "10.0.144.51")))
                .networkInterfaces()
                .get(0);
        assertThat(found.networkInterfaceId()).isEqualTo("eni-0b");
        assertThat(found.ipv6Addresses().get(0).ipv6Address()).isEqualTo("2001:db8:0:111::5");
        assertThat(found.ipv4Prefixes().get(0).ipv4Prefix()).isEqualTo("10.0.144.64/28");
        assertThat(sdk.ec2
                        .describeNetworkInterfaces(request ->
                                request.filters(filter("attachment.instance-id", SampleNetwork.instance("a"))))
                        .networkInterfaces()
                        .get(0)
                        .attachment()
                        .instanceId())
                .isEqualTo(SampleNetwork.instance("a"));
    }

    @Test
    void prefixListsHaveEntries() {
        assertThat(sdk.ec2
                        .describeManagedPrefixLists(request -> {})
                        .prefixLists()
                        .get(0)
                        .maxEntries())
                .isEqualTo(5);
        assertThat(sdk.ec2
                        .getManagedPrefixListEntries(request -> request.prefixListId(SampleNetwork.PREFIX_LIST))
                        .entries())
                .extracting(entry -> entry.cidr())
                .containsExactly("192.0.2.0/24", "198.51.100.0/24");
    }
}
