package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AppliedKeys;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Translates what ELBv2 lists into resources. What needs further calls is added by whoever makes them. */
final class Shapes {
    private Shapes() {}

    static Resource.Builder loadBalancer(
            LoadBalancer found, SortedMap<String, String> tags, boolean groupsKnown, Identities identities) {
        Resource.Builder shape = marked(tags)
                .kind(AwsKinds.LOAD_BALANCER)
                .name(found.loadBalancerName())
                .cloudId(found.loadBalancerArn());
        put(shape, AwsKinds.TYPE, found.typeAsString());
        put(shape, AwsKinds.SCHEME, found.schemeAsString());
        put(shape, AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE, found.ipAddressTypeAsString());
        put(
                shape,
                AwsKinds.ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT,
                Optional.ofNullable(found.enablePrefixForIpv6SourceNatAsString())
                        .orElse("off"));
        put(
                shape,
                AwsKinds.ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK,
                found.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic());
        put(
                shape,
                AwsKinds.DNS_NAME,
                Optional.ofNullable(found.dnsName())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .orElse(null));
        put(
                shape,
                AwsKinds.STATE_CODE,
                found.state() == null ? null : found.state().codeAsString());
        shape.set(AwsKinds.SUBNET_MAPPINGS, SubnetMapping.toSpec(mappings(found)));
        shape.set(AwsKinds.AVAILABILITY_ZONES, zones(found));
        if (groupsKnown) {
            shape.set(
                    AwsKinds.SECURITY_GROUPS,
                    new SpecValue.Sequence(found.securityGroups().stream()
                            .map(identities::value)
                            .toList()));
        }
        return shape;
    }

    private static SortedSet<String> zones(LoadBalancer found) {
        return found.availabilityZones().stream()
                .map(AvailabilityZone::zoneName)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<SubnetMapping> mappings(LoadBalancer found) {
        List<SubnetMapping> mappings = new ArrayList<>();
        for (AvailabilityZone zone : found.availabilityZones()) {
            Optional<LoadBalancerAddress> address =
                    zone.loadBalancerAddresses().stream().findFirst();
            mappings.add(new SubnetMapping(
                    zone.subnetId(),
                    address.map(LoadBalancerAddress::allocationId),
                    address.map(LoadBalancerAddress::privateIPv4Address),
                    address.map(LoadBalancerAddress::iPv6Address),
                    zone.sourceNatIpv6Prefixes().stream().findFirst()));
        }
        return mappings;
    }

    static Resource.Builder targetGroup(TargetGroup found, SortedMap<String, String> tags) {
        Resource.Builder shape = marked(tags)
                .kind(AwsKinds.TARGET_GROUP)
                .name(found.targetGroupName())
                .cloudId(found.targetGroupArn());
        put(shape, AwsKinds.TARGET_GROUP_PROTOCOL, found.protocolAsString());
        put(shape, AwsKinds.TARGET_GROUP_PORT, found.port());
        put(shape, AwsKinds.TARGET_TYPE, found.targetTypeAsString());
        put(shape, AwsKinds.TARGET_GROUP_IP_ADDRESS_TYPE, found.ipAddressTypeAsString());
        put(shape, AwsKinds.VPC_ID, found.vpcId());
        put(shape, AwsKinds.HEALTH_CHECK_PROTOCOL, found.healthCheckProtocolAsString());
        put(shape, AwsKinds.HEALTH_CHECK_PORT, found.healthCheckPort());
        put(shape, AwsKinds.HEALTH_CHECK_PATH, found.healthCheckPath());
        put(shape, AwsKinds.HEALTH_CHECK_INTERVAL_SECONDS, found.healthCheckIntervalSeconds());
        put(shape, AwsKinds.HEALTH_CHECK_TIMEOUT_SECONDS, found.healthCheckTimeoutSeconds());
        put(shape, AwsKinds.HEALTHY_THRESHOLD_COUNT, found.healthyThresholdCount());
        put(shape, AwsKinds.UNHEALTHY_THRESHOLD_COUNT, found.unhealthyThresholdCount());
        put(
                shape,
                AwsKinds.MATCHER_HTTP_CODE,
                found.matcher() == null ? null : found.matcher().httpCode());
        return shape;
    }

    static Resource.Builder listener(
            Listener found,
            Resource loadBalancer,
            SortedMap<String, String> tags,
            boolean targetGroupsKnown,
            Identities identities) {
        Resource.Builder shape = marked(tags)
                .kind(AwsKinds.LISTENER)
                .name(AwsKinds.listener(loadBalancer.name(), found.port()).name())
                .cloudId(found.listenerArn())
                .set(AwsKinds.LOAD_BALANCER_ARN, loadBalancer.id());
        put(shape, AwsKinds.LISTENER_PORT, found.port());
        put(shape, AwsKinds.LISTENER_PROTOCOL, found.protocolAsString());
        boolean isTls = "TLS".equals(found.protocolAsString());
        put(shape, AwsKinds.SSL_POLICY, isTls ? found.sslPolicy() : null);
        if (isTls && !found.alpnPolicy().isEmpty()) {
            shape.set(AwsKinds.ALPN_POLICY, found.alpnPolicy());
        } else {
            shape.unset(AwsKinds.ALPN_POLICY);
        }
        if (targetGroupsKnown) {
            shape.set(AwsKinds.DEFAULT_ACTIONS, Forwards.toSpec(found.defaultActions(), identities));
        }
        return shape;
    }

    private static Resource.Builder marked(SortedMap<String, String> tags) {
        return Resource.builder()
                .owners(Marks.owners(tags))
                .applied(Marks.applied(tags))
                .set(AwsKinds.TAGS, Marks.visible(tags))
                .set(AwsKinds.APPLIED_KEYS, new TreeSet<>(AppliedKeys.fromTags(tags)));
    }

    private static void put(Resource.Builder shape, Attribute<String> attribute, @Nullable String value) {
        if (value == null) {
            shape.unset(attribute);
        } else {
            shape.set(attribute, value);
        }
    }

    private static void put(Resource.Builder shape, Attribute<Long> attribute, @Nullable Integer value) {
        if (value == null) {
            shape.unset(attribute);
        } else {
            shape.set(attribute, value.longValue());
        }
    }
}
