package io.lbkit.testkit.aws;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.Optional;
import java.util.stream.Stream;

/** Where targets are, and which ones a target group may have. */
final class TargetPlace {
    private TargetPlace() {}

    /** Refuses what cannot be a target. */
    static void check(AwsState state, TargetGroup group, String id, Optional<String> zone) {
        if (group.instances()) {
            checkInstance(state, group, id);
        } else {
            checkAddress(state, group, address(id), zone);
        }
    }

    private static void checkInstance(AwsState state, TargetGroup group, String id) {
        AwsInstance instance =
                state.network().instance(id).orElseThrow(() -> invalid("The instance ID '" + id + "' is not valid"));
        if (!instance.running()) {
            throw invalid("The following targets are not in a running state and cannot be registered: '" + id + "'");
        }
        boolean inside = state.network()
                .subnet(instance.primary().subnetId())
                .filter(subnet -> subnet.vpcId().equals(group.vpcId()))
                .isPresent();
        if (!inside) {
            throw invalid(
                    "The following targets are not in the target group VPC '" + group.vpcId() + "': '" + id + "'");
        }
        if (group.ipv6() && instance.primary().ipv6Addresses().isEmpty()) {
            throw invalid("The instance '" + id + "' has no primary IPv6 address");
        }
    }

    private static void checkAddress(AwsState state, TargetGroup group, IpAddress address, Optional<String> zone) {
        if ((address.family() == IpFamily.IPV6) != group.ipv6()) {
            throw invalid("The IP address '" + address + "' does not match the IP address type of the target group");
        }
        Optional<String> own = zoneOf(state, group, address.toString());
        boolean everywhere = zone.filter("all"::equals).isPresent();
        if (own.isEmpty() && !everywhere) {
            throw Refusals.invalid("You must specify an Availability Zone of 'all' for the IP address '" + address
                    + "', which is outside of the VPC");
        }
        if (own.isPresent() && everywhere) {
            throw Refusals.invalid("The IP address '" + address + "' is within the VPC, and its Availability Zone '"
                    + own.get() + "' cannot be overridden to 'all'");
        }
        if (own.isEmpty() && !address.isPrivate()) {
            throw invalid("The IP address '" + address + "' is neither in the VPC nor private");
        }
    }

    private static IpAddress address(String text) {
        try {
            return IpAddress.parse(text);
        } catch (InvalidValueException e) {
            throw invalid("The IP address '" + text + "' is not a valid IP address");
        }
    }

    private static RuntimeException invalid(String message) {
        return Refusals.of("InvalidTarget", message);
    }

    /** {@return the zone of an instance, or of an address inside the VPC} */
    static Optional<String> zoneOf(AwsState state, TargetGroup group, String id) {
        if (group.instances()) {
            return state.network()
                    .instance(id)
                    .flatMap(instance ->
                            state.network().subnet(instance.primary().subnetId()))
                    .map(AwsSubnet::zone);
        }
        IpAddress address = address(id);
        return state.network().subnets().stream()
                .filter(subnet -> subnet.vpcId().equals(group.vpcId()))
                .filter(subnet -> Stream.concat(Stream.of(subnet.cidr()), subnet.ipv6Cidr().stream())
                        .anyMatch(range -> Cidr.parse(range).contains(address)))
                .map(AwsSubnet::zone)
                .findFirst();
    }
}
