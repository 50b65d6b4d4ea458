package io.lbkit.testkit.aws;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The interfaces of load balancers. Those of a deleted one stay for a while. Not thread-safe. */
final class BalancerInterfaces {
    /** AWS keeps the first four addresses of a subnet. */
    private static final int RESERVED = 4;

    private final AwsState state;
    private final List<BalancerInterface> interfaces = new ArrayList<>();

    BalancerInterfaces(AwsState state) {
        this.state = state;
    }

    List<BalancerInterface> all() {
        interfaces.removeIf(each -> each.deleted()
                .filter(moment -> state.time().passed(moment, state.times().interfaces()))
                .isPresent());
        return List.copyOf(interfaces);
    }

    long in(AwsSubnet subnet) {
        return all().stream()
                .filter(each -> each.subnetId().equals(subnet.id()))
                .count();
    }

    /** {@return whether an Elastic IP serves a load balancer} */
    boolean uses(String allocationId) {
        return all().stream()
                .anyMatch(each -> each.elasticIp()
                        .filter(address -> address.allocationId().equals(allocationId))
                        .isPresent());
    }

    boolean uses(IpAddress address) {
        return used().contains(address.toString());
    }

    /** Makes the interfaces of a load balancer what its zones say. */
    void follow(LoadBalancer loadBalancer) {
        Set<String> wanted =
                loadBalancer.zones().stream().map(ZoneMapping::subnetId).collect(Collectors.toSet());
        List<BalancerInterface> present = of(loadBalancer.arn());
        present.stream().filter(each -> !wanted.contains(each.subnetId())).forEach(interfaces::remove);
        Set<String> kept = present.stream().map(BalancerInterface::subnetId).collect(Collectors.toSet());
        loadBalancer.zones().stream()
                .filter(zone -> !kept.contains(zone.subnetId()))
                .forEach(zone -> interfaces.add(create(loadBalancer, zone)));
        interfaces.replaceAll(each -> each.loadBalancerArn().equals(loadBalancer.arn())
                ? each.withSecurityGroups(loadBalancer.securityGroups())
                : each);
    }

    void delete(LoadBalancer loadBalancer) {
        interfaces.replaceAll(each -> each.loadBalancerArn().equals(loadBalancer.arn())
                ? each.deletedAt(state.time().now())
                : each);
    }

    private List<BalancerInterface> of(String loadBalancerArn) {
        return all().stream()
                .filter(each -> each.loadBalancerArn().equals(loadBalancerArn))
                .toList();
    }

    private BalancerInterface create(LoadBalancer loadBalancer, ZoneMapping zone) {
        return new BalancerInterface(
                state.ids().ec2("eni"),
                loadBalancer.arn(),
                zone.subnetId(),
                zone.privateIpv4().orElseGet(() -> free(zone.subnetId())),
                zone.allocationId().flatMap(id -> state.network().address(id)),
                loadBalancer.securityGroups(),
                Optional.empty());
    }

    private String free(String subnetId) {
        Cidr range = Cidr.parse(state.network().subnet(subnetId).orElseThrow().cidr());
        Set<String> used = used();
        IpAddress candidate = range.address().plus(RESERVED);
        while (used.contains(candidate.toString())) {
            candidate = candidate.plus(1);
        }
        return candidate.toString();
    }

    private Set<String> used() {
        Set<String> used = new HashSet<>();
        state.network().allInterfaces().forEach(each -> used.addAll(each.addresses()));
        all().forEach(each -> used.add(each.address()));
        return used;
    }
}
