package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Resource;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/** The subnets of a load balancer as a call takes them. */
final class SubnetMappings {
    private SubnetMappings() {}

    static List<SubnetMapping> toSdk(Resource wanted) {
        return wanted
                .get(AwsKinds.SUBNET_MAPPINGS)
                .map(io.lbkit.aws.schema.SubnetMapping::listOf)
                .orElse(List.of())
                .stream()
                .map(mapping -> SubnetMapping.builder()
                        .subnetId(mapping.subnetId())
                        .allocationId(mapping.allocationId().orElse(null))
                        .privateIPv4Address(mapping.privateIpv4Address().orElse(null))
                        .iPv6Address(mapping.ipv6Address().orElse(null))
                        .sourceNatIpv6Prefix(mapping.sourceNatIpv6Prefix().orElse(null))
                        .build())
                .toList();
    }
}
