package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The zones of a load balancer as answers have them. Only addresses that somebody chose are told. */
final class ZoneXml {
    private ZoneXml() {}

    static List<Xml> of(AwsState state, LoadBalancer loadBalancer) {
        return loadBalancer.zones().stream().map(zone -> zone(state, zone)).toList();
    }

    private static Xml zone(AwsState state, ZoneMapping zone) {
        Xml xml = Xml.empty()
                .with("ZoneName", zone.zone())
                .with("SubnetId", zone.subnetId())
                .members("LoadBalancerAddresses", addresses(state, zone));
        Optional<String> prefix = ZoneReader.assignedPrefix(state.network(), zone);
        return prefix.map(range -> xml.members("SourceNatIpv6Prefixes", List.of(range)))
                .orElse(xml);
    }

    private static List<Xml> addresses(AwsState state, ZoneMapping zone) {
        List<Xml> addresses = new ArrayList<>();
        Optional<AwsElasticIp> elastic =
                zone.allocationId().flatMap(id -> state.network().address(id));
        if (elastic.isPresent() || zone.privateIpv4().isPresent() || zone.ipv6().isPresent()) {
            addresses.add(Xml.empty()
                    .with("IpAddress", elastic.map(AwsElasticIp::publicIp))
                    .with("AllocationId", elastic.map(AwsElasticIp::allocationId))
                    .with("PrivateIPv4Address", zone.privateIpv4())
                    .with("IPv6Address", zone.ipv6()));
        }
        return addresses;
    }
}
