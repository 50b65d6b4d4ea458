package io.lbkit.aws.internal.driver;

import io.lbkit.aws.facts.AclEntry;
import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ElasticIp;
import io.lbkit.aws.facts.Instance;
import io.lbkit.aws.facts.ManagedPrefixList;
import io.lbkit.aws.facts.NetworkAcl;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.Route;
import io.lbkit.aws.facts.RouteTable;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;

/**
 * Finds out what a design needs to know about the account. What a design cannot do without fails the discovery; what only
 * explains, and may not be read, is left out.
 */
final class Discovery {
    /** Interfaces of load balancers and gateways hold no target, and there are many. */
    private static final Set<String> NO_TARGETS =
            Set.of("network_load_balancer", "gateway_load_balancer", "gateway_load_balancer_endpoint", "nat_gateway");

    private final DriverSettings settings;
    private final Ec2Reads reads;

    Discovery(DriverSettings settings, Ec2Reads reads) {
        this.settings = settings;
        this.reads = reads;
    }

    /**
     * {@return the facts without the security groups}
     *
     * @param cluster the id of the cluster, which tells its VPC
     */
    AwsFacts.Builder facts(String cluster) {
        software.amazon.awssdk.services.ec2.model.Vpc vpc = vpc(cluster);
        String id = vpc.vpcId();
        AwsFacts.Builder facts = AwsFacts.builder()
                .region(settings.region())
                .controller(settings.controller())
                .vpc(vpc(vpc));
        Map<String, String> zoneTypes = new HashMap<>();
        reads.zones().forEach(zone -> zoneTypes.put(zone.zoneName(), zone.zoneType()));
        reads.subnets(id).forEach(subnet -> facts.addSubnet(subnet(subnet, zoneTypes)));
        reads.routeTables(id).forEach(table -> facts.addRouteTable(table(table)));
        reads.instances(id).stream()
                .filter(instance -> !instance.state().nameAsString().equals("terminated"))
                .forEach(instance -> facts.addInstance(instance(instance)));
        reads.networkInterfaces(id).stream()
                .filter(each -> !NO_TARGETS.contains(String.valueOf(each.interfaceTypeAsString())))
                .forEach(each -> facts.addNetworkInterface(networkInterface(each)));
        allowed(() -> reads.networkAcls(id)).forEach(acl -> facts.addNetworkAcl(acl(acl)));
        allowed(reads::prefixLists).forEach(list -> facts.addPrefixList(prefixList(list)));
        allowed(reads::addresses).forEach(address -> facts.addElasticIp(address(address)));
        return facts;
    }

    /**
     * {@return the facts}
     *
     * @param cluster the id of the cluster, which tells its VPC
     */
    AwsFacts complete(String cluster) {
        AwsFacts.Builder facts = facts(cluster);
        facts.build()
                .vpc()
                .ifPresent(
                        vpc -> reads.securityGroups(vpc.id()).forEach(group -> facts.addSecurityGroup(group(group))));
        return facts.build();
    }

    private static <T> List<T> allowed(Supplier<List<T>> call) {
        try {
            return call.get();
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.PERMISSION) {
                return List.of();
            }
            throw e;
        }
    }

    private software.amazon.awssdk.services.ec2.model.Vpc vpc(String cluster) {
        Optional<String> told = settings.vpcId();
        if (told.isPresent()) {
            return reads.vpc(told.get()).orElseThrow(() -> unknownVpc("There is no VPC " + told.get() + "."));
        }
        List<software.amazon.awssdk.services.ec2.model.Vpc> all = reads.vpcs();
        if (all.size() == 1) {
            return all.get(0);
        }
        String tag = "kubernetes.io/cluster/" + cluster;
        List<String> tagged = all.isEmpty() ? List.of() : reads.vpcsTagged(tag);
        if (tagged.size() != 1) {
            throw unknownVpc("There are " + all.size() + " VPCs, and " + tagged.size() + " have a subnet tagged " + tag
                    + ", so that of the cluster cannot be told.");
        }
        return all.stream()
                .filter(vpc -> vpc.vpcId().equals(tagged.get(0)))
                .findFirst()
                .orElseThrow(() -> unknownVpc("There is no VPC " + tagged.get(0) + "."));
    }

    private static ProviderException unknownVpc(String what) {
        return new ProviderException(ErrorKind.INVALID, what).hint("Give its id in the setting vpcId.");
    }

    private static Vpc vpc(software.amazon.awssdk.services.ec2.model.Vpc vpc) {
        List<Cidr> cidrs = new ArrayList<>();
        if (vpc.cidrBlockAssociationSet().isEmpty() && vpc.cidrBlock() != null) {
            cidrs.add(Cidr.parseStored(vpc.cidrBlock()));
        }
        vpc.cidrBlockAssociationSet().stream()
                .filter(block -> block.cidrBlockState() == null
                        || block.cidrBlockState().stateAsString().equals("associated"))
                .forEach(block -> cidrs.add(Cidr.parseStored(block.cidrBlock())));
        vpc.ipv6CidrBlockAssociationSet().stream()
                .filter(block -> block.ipv6CidrBlockState() == null
                        || block.ipv6CidrBlockState().stateAsString().equals("associated"))
                .forEach(block -> cidrs.add(Cidr.parseStored(block.ipv6CidrBlock())));
        return new Vpc(vpc.vpcId(), cidrs);
    }

    private static Subnet subnet(
            software.amazon.awssdk.services.ec2.model.Subnet subnet, Map<String, String> zoneTypes) {
        return new Subnet(
                subnet.subnetId(),
                subnet.availabilityZone(),
                Optional.ofNullable(zoneTypes.get(subnet.availabilityZone()))
                        .filter(type -> !type.equals("availability-zone")),
                Optional.ofNullable(subnet.outpostArn()),
                Optional.ofNullable(subnet.cidrBlock()).map(Cidr::parseStored),
                subnet.ipv6CidrBlockAssociationSet().stream()
                        .filter(block -> block.ipv6CidrBlockState() == null
                                || block.ipv6CidrBlockState().state() == SubnetCidrBlockStateCode.ASSOCIATED)
                        .map(block -> Cidr.parseStored(block.ipv6CidrBlock()))
                        .toList(),
                Optional.ofNullable(subnet.availableIpAddressCount()).map(Integer::longValue),
                Ec2Reads.plain(subnet.tags()));
    }

    private static RouteTable table(software.amazon.awssdk.services.ec2.model.RouteTable table) {
        return new RouteTable(
                table.routeTableId(),
                table.associations().stream().anyMatch(association -> Boolean.TRUE.equals(association.main())),
                table.associations().stream()
                        .map(RouteTableAssociation::subnetId)
                        .filter(Objects::nonNull)
                        .toList(),
                table.routes().stream().flatMap(route -> route(route).stream()).toList());
    }

    private static Optional<Route> route(software.amazon.awssdk.services.ec2.model.Route route) {
        Optional<String> destination =
                first(route.destinationCidrBlock(), route.destinationIpv6CidrBlock(), route.destinationPrefixListId());
        Optional<String> target = first(
                route.gatewayId(),
                route.natGatewayId(),
                route.transitGatewayId(),
                route.vpcPeeringConnectionId(),
                route.egressOnlyInternetGatewayId(),
                route.networkInterfaceId(),
                route.instanceId(),
                route.localGatewayId(),
                route.carrierGatewayId(),
                route.coreNetworkArn());
        return destination.map(
                known -> new Route(known, target.orElse("unknown"), route.state() == RouteState.BLACKHOLE));
    }

    private static Optional<String> first(@Nullable String... values) {
        return Stream.of(values).filter(Objects::nonNull).map(String::valueOf).findFirst();
    }

    private static NetworkAcl acl(software.amazon.awssdk.services.ec2.model.NetworkAcl acl) {
        return new NetworkAcl(
                acl.networkAclId(),
                acl.associations().stream()
                        .map(association -> association.subnetId())
                        .toList(),
                acl.entries().stream()
                        .filter(entry -> entry.ruleNumber() < 32_767)
                        .map(Discovery::entry)
                        .toList());
    }

    private static AclEntry entry(NetworkAclEntry entry) {
        return new AclEntry(
                entry.ruleNumber(),
                Boolean.TRUE.equals(entry.egress()),
                entry.protocol(),
                entry.ruleActionAsString().equals("allow"),
                first(entry.cidrBlock(), entry.ipv6CidrBlock()).map(Cidr::parseStored),
                Optional.ofNullable(entry.portRange()).map(range -> range.from().longValue()),
                Optional.ofNullable(entry.portRange()).map(range -> range.to().longValue()));
    }

    /** {@return a security group as a fact} */
    static SecurityGroup group(software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
        return new SecurityGroup(
                group.groupId(),
                group.groupName(),
                Ec2Reads.plain(group.tags()),
                Optional.of(Permissions.flat(group.ipPermissions(), IngressPermission.Group::new)),
                Optional.of(Permissions.flat(group.ipPermissionsEgress(), IngressPermission.Group::new)));
    }

    private static Instance instance(software.amazon.awssdk.services.ec2.model.Instance instance) {
        return new Instance(
                instance.instanceId(),
                Optional.ofNullable(instance.placement()).map(placement -> placement.availabilityZone()),
                Optional.of(instance.state().nameAsString()),
                Ec2Reads.plain(instance.tags()));
    }

    private static NetworkInterface networkInterface(software.amazon.awssdk.services.ec2.model.NetworkInterface each) {
        List<IpAddress> addresses = new ArrayList<>();
        each.privateIpAddresses().forEach(held -> addresses.add(IpAddress.parseStored(held.privateIpAddress())));
        each.ipv6Addresses().forEach(held -> addresses.add(IpAddress.parseStored(held.ipv6Address())));
        List<Cidr> prefixes = new ArrayList<>();
        each.ipv4Prefixes().forEach(prefix -> prefixes.add(Cidr.parseStored(prefix.ipv4Prefix())));
        each.ipv6Prefixes().forEach(prefix -> prefixes.add(Cidr.parseStored(prefix.ipv6Prefix())));
        return new NetworkInterface(
                each.networkInterfaceId(),
                Optional.ofNullable(each.attachment()).map(attachment -> attachment.instanceId()),
                Optional.ofNullable(each.attachment())
                        .map(attachment -> attachment.deviceIndex())
                        .map(Integer::longValue),
                Optional.ofNullable(each.subnetId()),
                each.groups().stream().map(group -> group.groupId()).toList(),
                addresses,
                prefixes);
    }

    private static ManagedPrefixList prefixList(software.amazon.awssdk.services.ec2.model.ManagedPrefixList list) {
        return new ManagedPrefixList(
                list.prefixListId(), Optional.ofNullable(list.maxEntries()).map(Integer::longValue), List.of());
    }

    private static ElasticIp address(software.amazon.awssdk.services.ec2.model.Address address) {
        return new ElasticIp(
                address.allocationId(),
                Optional.ofNullable(address.publicIp()),
                Optional.ofNullable(address.associationId()));
    }
}
