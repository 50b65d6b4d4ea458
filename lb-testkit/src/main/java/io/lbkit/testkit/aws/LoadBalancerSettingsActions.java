package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of subnets, security groups, address type and capacity of a load balancer. */
final class LoadBalancerSettingsActions {
    private final AwsState state;
    private final ElbObjects objects;
    private final ZoneReader zones;

    LoadBalancerSettingsActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
        this.zones = new ZoneReader(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "SetSubnets", this::setSubnets,
                "SetSecurityGroups", this::setSecurityGroups,
                "SetIpAddressType", this::setIpAddressType,
                "ModifyCapacityReservation", this::modifyCapacity,
                "DescribeCapacityReservation", this::describeCapacity);
    }

    private LoadBalancer loadBalancer(AwsRequest request) {
        return objects.loadBalancer(request.required("LoadBalancerArn"));
    }

    private Xml setSubnets(AwsRequest request) {
        LoadBalancer loadBalancer = loadBalancer(request);
        BalancerSettings old = loadBalancer.settings();
        String prefix = request.text("EnablePrefixForIpv6SourceNat").orElse(old.sourceNatPrefix());
        BalancerSettings wanted = old.withZones(
                SourceNat.complete(zones.read(request), prefix),
                request.text("IpAddressType").orElse(old.ipAddressType()),
                prefix);
        wanted.zones().forEach(zone -> checkKept(old, zone));
        zones.check(wanted, old.zones());
        checkVpc(loadBalancer, wanted);
        loadBalancer.change(wanted);
        state.interfaces().follow(loadBalancer);
        return Xml.empty()
                .members("AvailabilityZones", ZoneXml.of(state, loadBalancer))
                .with("IpAddressType", wanted.ipAddressType())
                .with("EnablePrefixForIpv6SourceNat", wanted.sourceNatPrefix());
    }

    /** A zone that is enabled keeps its subnet and its addresses; it has to be left out by one call to be changed by the next. */
    private static void checkKept(BalancerSettings old, ZoneMapping wanted) {
        for (ZoneMapping present : old.zones()) {
            boolean moved = !present.subnetId().equals(wanted.subnetId())
                    || !present.allocationId().equals(wanted.allocationId())
                    || !present.privateIpv4().equals(wanted.privateIpv4())
                    || (present.ipv6().isPresent() && !present.ipv6().equals(wanted.ipv6()));
            if (present.zone().equals(wanted.zone()) && moved) {
                throw Refusals.configuration("The subnet and the addresses of the Availability Zone " + wanted.zone()
                        + " cannot be changed while it is enabled");
            }
        }
    }

    private void checkVpc(LoadBalancer loadBalancer, BalancerSettings wanted) {
        boolean elsewhere = wanted.zones().stream()
                .flatMap(zone -> state.network().subnet(zone.subnetId()).stream())
                .anyMatch(subnet -> !subnet.vpcId().equals(loadBalancer.vpcId()));
        if (elsewhere) {
            throw Refusals.of("InvalidSubnet", "All subnets must be in VPC " + loadBalancer.vpcId());
        }
    }

    private Xml setSecurityGroups(AwsRequest request) {
        LoadBalancer loadBalancer = loadBalancer(request);
        List<String> ids = request.texts("SecurityGroups");
        if (!loadBalancer.withSecurityGroups()) {
            throw Refusals.configuration(
                    "Security groups cannot be set on a Network Load Balancer that was created without any");
        }
        if (ids.isEmpty()) {
            throw Refusals.configuration("A Network Load Balancer with security groups keeps at least one");
        }
        SecurityGroupChoice.check(state, ids, loadBalancer.vpcId());
        Optional<String> rules = request.text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
                .or(() -> loadBalancer.settings().privateLinkRules());
        loadBalancer.change(loadBalancer.settings().withSecurityGroups(ids, rules));
        state.interfaces().follow(loadBalancer);
        return Xml.empty()
                .members("SecurityGroupIds", ids)
                .with("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", rules);
    }

    private Xml setIpAddressType(AwsRequest request) {
        LoadBalancer loadBalancer = loadBalancer(request);
        String type = request.required("IpAddressType");
        BalancerSettings wanted = loadBalancer.settings().withIpAddressType(type);
        if (type.equals("dualstack-without-public-ipv4")) {
            throw Refusals.configuration("Network Load Balancers are ipv4 or dualstack");
        }
        zones.check(wanted, loadBalancer.zones());
        boolean needed = state.targetGroups().values().stream()
                .filter(TargetGroup::ipv6)
                .flatMap(state::loadBalancersOf)
                .anyMatch(loadBalancer::equals);
        if (needed && !wanted.dualstack()) {
            throw Refusals.configuration("A target group of type ipv6 needs a dualstack load balancer");
        }
        loadBalancer.change(wanted);
        return Xml.empty().with("IpAddressType", type);
    }

    private Xml modifyCapacity(AwsRequest request) {
        LoadBalancer loadBalancer = loadBalancer(request);
        boolean reset = request.flag("ResetCapacityReservation").orElse(false);
        Optional<Integer> units = request.at("MinimumLoadBalancerCapacity").number("CapacityUnits");
        if (reset == units.isPresent()) {
            throw Refusals.configuration("Specify either a minimum capacity or the reset of the reservation");
        }
        if (pending(loadBalancer)) {
            throw Refusals.of(
                    "CapacityReservationPending", "The last change of the capacity reservation is not yet done");
        }
        loadBalancer.reserve(units.filter(count -> count > 0), state.time().now());
        return capacity(loadBalancer);
    }

    private Xml describeCapacity(AwsRequest request) {
        return capacity(loadBalancer(request));
    }

    private boolean pending(LoadBalancer loadBalancer) {
        return loadBalancer
                .capacityChanged()
                .filter(moment -> !state.time().passed(moment, state.times().provisioning()))
                .isPresent();
    }

    private Xml capacity(LoadBalancer loadBalancer) {
        Xml xml = Xml.empty().with("DecreaseRequestsRemaining", 2);
        if (loadBalancer.capacity().isEmpty()) {
            return xml.members("CapacityReservationState", List.of());
        }
        int units = loadBalancer.capacity().get();
        String code = pending(loadBalancer) ? "pending" : "provisioned";
        return xml.with("LastModifiedTime", loadBalancer.capacityChanged())
                .with("MinimumLoadBalancerCapacity", Xml.empty().with("CapacityUnits", units))
                .members(
                        "CapacityReservationState",
                        loadBalancer.zones().stream()
                                .map(zone -> Xml.empty()
                                        .with("State", Xml.empty().with("Code", code))
                                        .with("AvailabilityZone", zone.zone())
                                        .with(
                                                "EffectiveCapacityUnits",
                                                (double) units
                                                        / loadBalancer.zones().size()))
                                .toList());
    }
}
