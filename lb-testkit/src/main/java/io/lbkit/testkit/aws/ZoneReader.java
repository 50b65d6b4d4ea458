package io.lbkit.testkit.aws;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the subnets and addresses that a request gives to a load balancer, and refuses what AWS refuses. */
final class ZoneReader {
    private static final int FREE_ADDRESSES = 8;
    private static final String AUTO = "auto_assigned";

    private final AwsState state;

    ZoneReader(AwsState state) {
        this.state = state;
    }

    /** {@return the zones of a request, by name} */
    List<ZoneMapping> read(AwsRequest request) {
        List<Arguments> mappings = request.list("SubnetMappings");
        List<String> subnets = request.texts("Subnets");
        if (mappings.isEmpty() == subnets.isEmpty()) {
            throw Refusals.invalid("You must specify either subnets or subnet mappings, but not both");
        }
        List<ZoneMapping> zones = new ArrayList<>();
        subnets.forEach(id -> zones.add(new ZoneMapping(
                id, subnet(id).zone(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
        mappings.forEach(mapping -> zones.add(zone(mapping)));
        checkOnePerZone(zones);
        zones.sort(Comparator.comparing(ZoneMapping::zone));
        return List.copyOf(zones);
    }

    private ZoneMapping zone(Arguments mapping) {
        String id = mapping.text("SubnetId")
                .orElseThrow(() -> Refusals.invalid("A subnet ID must be specified in each subnet mapping"));
        return new ZoneMapping(
                id,
                subnet(id).zone(),
                mapping.text("AllocationId"),
                mapping.text("PrivateIPv4Address"),
                mapping.text("IPv6Address").map(text -> address(text).toString()),
                mapping.text("SourceNatIpv6Prefix"));
    }

    private AwsSubnet subnet(String id) {
        return state.network()
                .subnet(id)
                .orElseThrow(() -> Refusals.of("SubnetNotFound", "The subnet ID '" + id + "' does not exist"));
    }

    private void checkOnePerZone(List<ZoneMapping> zones) {
        Set<String> names = new HashSet<>();
        Set<String> vpcs = new HashSet<>();
        for (ZoneMapping zone : zones) {
            if (!names.add(zone.zone())) {
                throw Refusals.configuration(
                        "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
            }
            vpcs.add(subnet(zone.subnetId()).vpcId());
        }
        if (vpcs.size() > 1) {
            throw Refusals.configuration("All subnets must belong to the same VPC");
        }
    }

    /** Refuses addresses and subnets that a load balancer cannot have. What it has already is not looked at again. */
    void check(BalancerSettings wanted, List<ZoneMapping> present) {
        for (ZoneMapping zone : wanted.zones()) {
            AwsSubnet subnet = subnet(zone.subnetId());
            checkFamily(wanted, zone, subnet);
            if (present.stream().noneMatch(old -> old.sameAddresses(zone))) {
                checkSubnet(wanted, subnet);
                checkElasticIp(wanted, zone);
                checkPrivateIpv4(wanted, zone, subnet);
            }
        }
    }

    private void checkSubnet(BalancerSettings wanted, AwsSubnet subnet) {
        if (VpcActions.freeAddresses(state, subnet) < FREE_ADDRESSES) {
            throw Refusals.of(
                    "InvalidSubnet",
                    "Not enough IP space available in " + subnet.id() + ". ELB requires at least " + FREE_ADDRESSES
                            + " free IP addresses in each subnet.");
        }
        if (!wanted.internal() && !reachesInternet(subnet)) {
            throw Refusals.of("InvalidSubnet", "VPC " + subnet.vpcId() + " has no internet gateway for " + subnet.id());
        }
    }

    private boolean reachesInternet(AwsSubnet subnet) {
        return state.network().routeTables().stream()
                .filter(table -> table.vpcId().equals(subnet.vpcId()))
                .anyMatch(table -> table.routes().values().stream().anyMatch(target -> target.startsWith("igw-")));
    }

    private void checkElasticIp(BalancerSettings wanted, ZoneMapping zone) {
        if (zone.allocationId().isEmpty()) {
            return;
        }
        String id = zone.allocationId().get();
        if (wanted.internal()) {
            throw Refusals.configuration("Elastic IP addresses cannot be specified for internal load balancers");
        }
        if (state.network().address(id).isEmpty()) {
            throw Refusals.of("AllocationIdNotFound", "The allocation ID '" + id + "' does not exist");
        }
        if (state.interfaces().uses(id)) {
            throw Refusals.of("ResourceInUse", "The allocation ID '" + id + "' is already in use");
        }
    }

    private void checkPrivateIpv4(BalancerSettings wanted, ZoneMapping zone, AwsSubnet subnet) {
        if (zone.privateIpv4().isEmpty()) {
            return;
        }
        IpAddress address = address(zone.privateIpv4().get());
        if (!wanted.internal()) {
            throw Refusals.configuration("Private IPv4 addresses can be specified for internal load balancers only");
        }
        if (!Cidr.parse(subnet.cidr()).contains(address)) {
            throw Refusals.configuration(
                    "The private IPv4 address '" + address + "' is not in the CIDR range of " + subnet.id());
        }
        if (state.interfaces().uses(address)) {
            throw Refusals.configuration("The private IPv4 address '" + address + "' is in use");
        }
    }

    private static void checkFamily(BalancerSettings wanted, ZoneMapping zone, AwsSubnet subnet) {
        if (wanted.dualstack() && subnet.ipv6Cidr().isEmpty()) {
            throw Refusals.of("InvalidSubnet", "The subnet " + subnet.id() + " has no associated IPv6 CIDR block");
        }
        if (zone.ipv6().isPresent()) {
            checkIpv6(wanted, address(zone.ipv6().get()), subnet);
        }
        if (zone.sourceNatPrefix().isPresent()) {
            checkPrefix(wanted, zone.sourceNatPrefix().get(), subnet);
        }
        if (wanted.sourceNatPrefix().equals("on") && !wanted.dualstack()) {
            throw Refusals.configuration("IPv6 prefixes for source NAT need a dualstack load balancer");
        }
    }

    private static void checkIpv6(BalancerSettings wanted, IpAddress address, AwsSubnet subnet) {
        if (!wanted.dualstack()) {
            throw Refusals.configuration("IPv6 addresses can be specified for dualstack load balancers only");
        }
        if (!Cidr.parse(subnet.ipv6Cidr().orElseThrow()).contains(address)) {
            throw Refusals.configuration(
                    "The IPv6 address '" + address + "' is not in the CIDR range of " + subnet.id());
        }
    }

    private static void checkPrefix(BalancerSettings wanted, String text, AwsSubnet subnet) {
        if (!wanted.sourceNatPrefix().equals("on")) {
            throw Refusals.configuration("Source NAT prefixes need EnablePrefixForIpv6SourceNat to be on");
        }
        if (text.equals(AUTO)) {
            return;
        }
        Cidr prefix = range(text);
        boolean inside = subnet.ipv6Cidr()
                .map(Cidr::parse)
                .filter(cidr -> cidr.contains(prefix))
                .isPresent();
        if (prefix.prefix() != 80 || !inside) {
            throw Refusals.configuration(
                    "The source NAT prefix '" + text + "' is no /80 range of the CIDR range of " + subnet.id());
        }
    }

    private static IpAddress address(String text) {
        try {
            return IpAddress.parse(text);
        } catch (InvalidValueException e) {
            throw Refusals.invalid("'" + text + "' is not a valid IP address");
        }
    }

    private static Cidr range(String text) {
        try {
            return Cidr.parse(text);
        } catch (InvalidValueException e) {
            throw Refusals.invalid("'" + text + "' is not a valid CIDR block");
        }
    }

    /** {@return the range for source NAT that a zone really has} */
    static Optional<String> assignedPrefix(AwsNetwork network, ZoneMapping zone) {
        return zone.sourceNatPrefix()
                .map(text -> text.equals(AUTO)
                        ? network.subnet(zone.subnetId())
                                .flatMap(AwsSubnet::ipv6Cidr)
                                .map(cidr -> Cidr.parse(cidr).address() + "/80")
                                .orElse(text)
                        : text);
    }
}
