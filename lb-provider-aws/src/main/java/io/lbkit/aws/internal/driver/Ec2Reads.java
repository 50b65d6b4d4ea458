package io.lbkit.aws.internal.driver;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The reading calls of EC2: all pages, as many objects a call as it takes, and always in the same order. */
final class Ec2Reads {
    private static final int PAGE = 1000;
    private static final int ADDRESSES_PAGE = 100;
    private static final int VALUES_PER_FILTER = 200;

    private final AwsClients clients;

    Ec2Reads(AwsClients clients) {
        this.clients = clients;
    }

    private Ec2Client ec2() {
        return clients.ec2();
    }

    private static Filter filter(String name, Collection<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static Filter ofVpc(String vpcId) {
        return filter("vpc-id", List.of(vpcId));
    }

    List<Vpc> vpcs() {
        return Calls.read(() -> ec2().describeVpcsPaginator(request -> request.maxResults(PAGE)).vpcs().stream()
                .sorted(Comparator.comparing(Vpc::vpcId))
                .toList());
    }

    Optional<Vpc> vpc(String id) {
        return Calls.read(() -> ec2().describeVpcs(request -> request.vpcIds(id)).vpcs().stream()
                .findFirst());
    }

    /** {@return the VPCs that have a subnet with a tag} */
    List<String> vpcsTagged(String tag) {
        return Calls.read(() -> ec2()
                .describeSubnetsPaginator(request ->
                        request.filters(filter("tag-key", List.of(tag))).maxResults(PAGE))
                .subnets()
                .stream()
                .map(Subnet::vpcId)
                .distinct()
                .sorted()
                .toList());
    }

    List<Subnet> subnets(String vpcId) {
        return Calls.read(() ->
                ec2()
                        .describeSubnetsPaginator(
                                request -> request.filters(ofVpc(vpcId)).maxResults(PAGE))
                        .subnets()
                        .stream()
                        .sorted(Comparator.comparing(Subnet::subnetId))
                        .toList());
    }

    List<AvailabilityZone> zones() {
        return Calls.read(() -> ec2().describeAvailabilityZones(request -> request.allAvailabilityZones(true)))
                .availabilityZones();
    }

    List<RouteTable> routeTables(String vpcId) {
        return Calls.read(() -> ec2()
                .describeRouteTablesPaginator(
                        request -> request.filters(ofVpc(vpcId)).maxResults(ADDRESSES_PAGE))
                .routeTables()
                .stream()
                .sorted(Comparator.comparing(RouteTable::routeTableId))
                .toList());
    }

    List<NetworkAcl> networkAcls(String vpcId) {
        return Calls.read(() ->
                ec2()
                        .describeNetworkAclsPaginator(
                                request -> request.filters(ofVpc(vpcId)).maxResults(PAGE))
                        .networkAcls()
                        .stream()
                        .sorted(Comparator.comparing(NetworkAcl::networkAclId))
                        .toList());
    }

    List<SecurityGroup> securityGroups(String vpcId) {
        return Calls.read(() -> ec2()
                .describeSecurityGroupsPaginator(
                        request -> request.filters(ofVpc(vpcId)).maxResults(PAGE))
                .securityGroups()
                .stream()
                .sorted(Comparator.comparing(SecurityGroup::groupId))
                .toList());
    }

    /** {@return the group of an id, as it is now} */
    Optional<SecurityGroup> securityGroup(String id) {
        return Calls.read(() ->
                ec2()
                        .describeSecurityGroups(request -> request.filters(filter("group-id", List.of(id))))
                        .securityGroups()
                        .stream()
                        .findFirst());
    }

    Optional<SecurityGroup> securityGroupNamed(String vpcId, String name) {
        return Calls.read(() -> ec2()
                .describeSecurityGroups(request -> request.filters(ofVpc(vpcId), filter("group-name", List.of(name))))
                .securityGroups()
                .stream()
                .findFirst());
    }

    /** {@return the inbound rules of groups, one for each source} */
    List<SecurityGroupRule> ingressRules(Collection<String> groupIds) {
        return Lists.pieces(groupIds, VALUES_PER_FILTER).stream()
                .flatMap(piece -> Calls.read(() -> ec2()
                                .describeSecurityGroupRulesPaginator(
                                        request -> request.filters(filter("group-id", piece))
                                                .maxResults(PAGE))
                                .securityGroupRules()
                                .stream()
                                .toList())
                        .stream())
                .filter(rule -> !Boolean.TRUE.equals(rule.isEgress()))
                .toList();
    }

    List<Instance> instances(String vpcId) {
        return Calls.read(() ->
                ec2()
                        .describeInstancesPaginator(
                                request -> request.filters(ofVpc(vpcId)).maxResults(PAGE))
                        .reservations()
                        .stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .sorted(Comparator.comparing(Instance::instanceId))
                        .toList());
    }

    List<NetworkInterface> networkInterfaces(String vpcId) {
        return Calls.read(() -> ec2()
                .describeNetworkInterfacesPaginator(
                        request -> request.filters(ofVpc(vpcId)).maxResults(PAGE))
                .networkInterfaces()
                .stream()
                .sorted(Comparator.comparing(NetworkInterface::networkInterfaceId))
                .toList());
    }

    List<Address> addresses() {
        return Calls.read(() -> ec2().describeAddresses(request -> {}).addresses().stream()
                .filter(address -> address.allocationId() != null)
                .sorted(Comparator.comparing(Address::allocationId))
                .toList());
    }

    List<ManagedPrefixList> prefixLists() {
        return Calls.read(
                () -> ec2()
                        .describeManagedPrefixListsPaginator(request -> request.maxResults(ADDRESSES_PAGE))
                        .prefixLists()
                        .stream()
                        .sorted(Comparator.comparing(ManagedPrefixList::prefixListId))
                        .toList());
    }

    static SortedMap<String, String> plain(Collection<Tag> tags) {
        SortedMap<String, String> plain = new TreeMap<>();
        tags.forEach(tag -> plain.put(tag.key(), text(tag.value())));
        return plain;
    }

    /** The SDK gives null for an element without text. */
    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
