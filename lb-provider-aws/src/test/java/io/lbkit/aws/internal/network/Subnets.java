package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Subnet;
import io.lbkit.model.net.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Subnets of the tests. */
final class Subnets {
    static final String INTERNAL = "kubernetes.io/role/internal-elb";
    static final String PUBLIC = "kubernetes.io/role/elb";
    static final String OURS = "kubernetes.io/cluster/demo";
    static final String OTHERS = "kubernetes.io/cluster/other";

    private Subnets() {}

    /** A subnet {@code subnet-ID} in the zone {@code z} + the first letter of the id; {@code block} is part of its ranges. */
    static Subnet of(String id, int block, Map<String, String> tags) {
        return new Subnet(
                "subnet-" + id,
                "z" + id.charAt(0),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Cidr.parse("10.0." + block + ".0/24")),
                List.of(Cidr.parse("2001:db8:0:" + block + "::/64")),
                Optional.of(100L),
                new TreeMap<>(tags));
    }

    static Subnet withFree(Subnet subnet, long free) {
        return new Subnet(
                subnet.id(),
                subnet.availabilityZone(),
                subnet.zoneType(),
                subnet.outpostArn(),
                subnet.cidr(),
                subnet.ipv6Cidrs(),
                Optional.of(free),
                subnet.tags());
    }

    static Subnet withoutIpv6(Subnet subnet) {
        return new Subnet(
                subnet.id(),
                subnet.availabilityZone(),
                subnet.zoneType(),
                subnet.outpostArn(),
                subnet.cidr(),
                List.of(),
                subnet.availableIpAddressCount(),
                subnet.tags());
    }

    static Subnet ofKind(Subnet subnet, Optional<String> zoneType, Optional<String> outpost) {
        return new Subnet(
                subnet.id(),
                subnet.availabilityZone(),
                zoneType,
                outpost,
                subnet.cidr(),
                subnet.ipv6Cidrs(),
                subnet.availableIpAddressCount(),
                subnet.tags());
    }
}
