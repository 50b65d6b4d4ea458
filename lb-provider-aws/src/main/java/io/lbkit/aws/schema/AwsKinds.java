package io.lbkit.aws.schema;

import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.lb.Exposure;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.ServedPort;
import io.lbkit.model.resource.SpecValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The kinds of AWS objects behind a Service and their attributes, under the names of the AWS API.
 *
 * <p>Names of resources: a load balancer, a target group and a security group have the name that AWS shows. A listener has the
 * name {@code LOADBALANCER:PORT}. The rules of LBKit in a security group of somebody else have the id of that group.
 */
public final class AwsKinds {
    /** Of a load balancer: {@code network}. */
    public static final Attribute<String> TYPE = Attribute.text("Type").replaceOnChange();

    /** Of a load balancer: {@code internal} or {@code internet-facing}. */
    public static final Attribute<String> SCHEME = Attribute.text("Scheme").replaceOnChange();

    /** Of a load balancer: {@code ipv4} or {@code dualstack}. */
    public static final Attribute<String> LOAD_BALANCER_IP_ADDRESS_TYPE =
            Attribute.text("IpAddressType").impact(Impact.ADDRESS_CHANGES);

    /**
     * Of a load balancer: a list of {@link SubnetMapping}. A field that is not wanted has its observed value in the wish,
     * because AWS shows fields that it filled itself.
     */
    public static final Attribute<SpecValue> SUBNET_MAPPINGS =
            Attribute.tree("SubnetMappings").comparedAs(AwsKinds::sorted);

    /** Of a load balancer: {@code on} or {@code off}. */
    public static final Attribute<String> ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT =
            Attribute.text("EnablePrefixForIpv6SourceNat");

    /** Of a load balancer: ids and references, in any order. It cannot get its first one after it was made. */
    public static final Attribute<SpecValue> SECURITY_GROUPS =
            Attribute.tree("SecurityGroups").comparedAs(AwsKinds::sorted);

    /** Of a load balancer: {@code on} or {@code off}. */
    public static final Attribute<String> ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK =
            Attribute.text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic");

    /** Of a load balancer: keys that are not named keep their value. */
    public static final Attribute<SortedMap<String, String>> LOAD_BALANCER_ATTRIBUTES =
            Attribute.textMap("LoadBalancerAttributes").namedKeysOnly();

    /** Of a load balancer: reserved capacity units; 0 ends the reservation. */
    public static final Attribute<Long> CAPACITY_UNITS = Attribute.integer("MinimumLoadBalancerCapacity.CapacityUnits")
            .comparedAs(value -> value instanceof SpecValue.Absent ? SpecValue.of(0) : value);

    /** Of a load balancer: its domain name, in lower case. */
    public static final Attribute<String> DNS_NAME = Attribute.text("DNSName").computed();

    /** Of a load balancer: the zones of its subnets. */
    public static final Attribute<SortedSet<String>> AVAILABILITY_ZONES =
            Attribute.textSet("AvailabilityZones").computed();

    /** Of a load balancer: {@code provisioning}, {@code active}, {@code active_impaired} or {@code failed}. */
    public static final Attribute<String> STATE_CODE =
            Attribute.text("State.Code").computed();

    /** Of a listener: its load balancer. */
    public static final Attribute<ResourceId> LOAD_BALANCER_ARN =
            Attribute.reference("LoadBalancerArn").replaceOnChange();

    /** Of a listener: the port that clients use. */
    public static final Attribute<Long> LISTENER_PORT =
            Attribute.integer("Port").replaceOnChange();

    /** Of a listener: {@code TCP}, {@code TLS}, {@code UDP}, {@code TCP_UDP}, {@code QUIC} or {@code TCP_QUIC}. */
    public static final Attribute<String> LISTENER_PROTOCOL =
            Attribute.text("Protocol").changedWithOthers();

    /** Of a listener: a list of one forward action. */
    public static final Attribute<SpecValue> DEFAULT_ACTIONS =
            Attribute.tree("DefaultActions").comparedAs(DefaultActionsForm::canonical);

    /** Of a TLS listener: ARNs, the default certificate first; the order of the others does not count. */
    public static final Attribute<List<String>> CERTIFICATES =
            Attribute.texts("Certificates").comparedAs(AwsKinds::firstThenSorted);

    /** Of a TLS listener: the name of the negotiation policy. */
    public static final Attribute<String> SSL_POLICY = Attribute.text("SslPolicy");

    /** Of a TLS listener: a list of one name of a policy, or not set. */
    public static final Attribute<List<String>> ALPN_POLICY =
            Attribute.texts("AlpnPolicy").comparedAs(AwsKinds::withoutNone);

    /** Of a listener: keys that are not named keep their value. */
    public static final Attribute<SortedMap<String, String>> LISTENER_ATTRIBUTES =
            Attribute.textMap("ListenerAttributes").namedKeysOnly();

    /** Of a target group: {@code TCP}, {@code TLS}, {@code UDP}, {@code TCP_UDP}, {@code QUIC} or {@code TCP_QUIC}. */
    public static final Attribute<String> TARGET_GROUP_PROTOCOL =
            Attribute.text("Protocol").replaceOnChange();

    /** Of a target group: {@code instance} or {@code ip}. */
    public static final Attribute<String> TARGET_TYPE =
            Attribute.text("TargetType").replaceOnChange();

    /** Of a target group: {@code ipv4} or {@code ipv6}. */
    public static final Attribute<String> TARGET_GROUP_IP_ADDRESS_TYPE =
            Attribute.text("IpAddressType").replaceOnChange();

    /** Of a target group: the port of targets that have none of their own; what it was made with stays. */
    public static final Attribute<Long> TARGET_GROUP_PORT =
            Attribute.integer("Port").writeOnce();

    /** Of a target group and of a security group: the VPC. */
    public static final Attribute<String> VPC_ID = Attribute.text("VpcId").replaceOnChange();

    /** Of a target group: {@code TCP}, {@code HTTP} or {@code HTTPS}. */
    public static final Attribute<String> HEALTH_CHECK_PROTOCOL =
            Attribute.text("HealthCheckProtocol").changedWithOthers();

    /** Of a target group: {@code traffic-port} or a number. */
    public static final Attribute<String> HEALTH_CHECK_PORT = Attribute.text("HealthCheckPort");

    /** Of a target group with an HTTP or HTTPS check: the path. */
    public static final Attribute<String> HEALTH_CHECK_PATH = Attribute.text("HealthCheckPath");

    /** Of a target group: 5 to 300. */
    public static final Attribute<Long> HEALTH_CHECK_INTERVAL_SECONDS = Attribute.integer("HealthCheckIntervalSeconds");

    /** Of a target group: 2 to 120. */
    public static final Attribute<Long> HEALTH_CHECK_TIMEOUT_SECONDS = Attribute.integer("HealthCheckTimeoutSeconds");

    /** Of a target group: 2 to 10. */
    public static final Attribute<Long> HEALTHY_THRESHOLD_COUNT = Attribute.integer("HealthyThresholdCount");

    /** Of a target group: 2 to 10. */
    public static final Attribute<Long> UNHEALTHY_THRESHOLD_COUNT = Attribute.integer("UnhealthyThresholdCount");

    /** Of a target group with an HTTP or HTTPS check: the codes of a healthy answer, for example {@code 200-399}. */
    public static final Attribute<String> MATCHER_HTTP_CODE = Attribute.text("Matcher.HttpCode");

    /** Of a target group: keys that are not named keep their value. */
    public static final Attribute<SortedMap<String, String>> TARGET_GROUP_ATTRIBUTES =
            Attribute.textMap("TargetGroupAttributes").namedKeysOnly();

    /** Of a security group: what it is for. */
    public static final Attribute<String> DESCRIPTION =
            Attribute.text("Description").writeOnce();

    /**
     * Of a security group, and of rules in somebody else's: a list of {@link IngressPermission} in any order. In a group that
     * many Services share it is not managed. One span of ports from the lowest to the highest for a group, as the controller
     * opens it, does for the single ports.
     */
    public static final Attribute<SpecValue> IP_PERMISSIONS = Attribute.tree("IpPermissions")
            .comparedAs(AwsKinds::sorted)
            .unitedWhenShared()
            .alsoSatisfiedBy(PortSpans::doFor);

    /** Of rules in somebody else's security group: the id of that group. */
    public static final Attribute<String> GROUP_ID = Attribute.text("GroupId").replaceOnChange();

    /** Of everything that has tags: all of them but the marks of LBKit itself. */
    public static final Attribute<SortedMap<String, String>> TAGS = Attribute.textMap("Tags");

    /**
     * Of load balancers, listeners and target groups: the settings that LBKit wrote last, as {@code FIELD} or {@code
     * FIELD:KEY}. What is listed and not wanted any more is set back to the default of AWS. The driver keeps the names in a tag
     * of its own, see {@link AppliedKeys}.
     */
    public static final Attribute<SortedSet<String>> APPLIED_KEYS =
            Attribute.textSet("AppliedKeys").computed();

    /** A Network Load Balancer. */
    public static final ResourceKind LOAD_BALANCER = ResourceKind.builder()
            .name("AWS::ElasticLoadBalancingV2::LoadBalancer")
            .role(Role.LOAD_BALANCER)
            .addAttributes(
                    TYPE,
                    SCHEME,
                    LOAD_BALANCER_IP_ADDRESS_TYPE,
                    SUBNET_MAPPINGS,
                    ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT,
                    SECURITY_GROUPS,
                    ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK,
                    LOAD_BALANCER_ATTRIBUTES,
                    CAPACITY_UNITS,
                    TAGS,
                    DNS_NAME,
                    AVAILABILITY_ZONES,
                    STATE_CODE,
                    APPLIED_KEYS)
            .zones(loadBalancer -> loadBalancer.get(AVAILABILITY_ZONES).orElseGet(TreeSet::new))
            .crossesZones(loadBalancer -> crossing(loadBalancer, LOAD_BALANCER_ATTRIBUTES))
            .publishes(AwsKinds::published)
            .exposes(AwsKinds::reach)
            .deletionProtected(AwsKinds::isProtected)
            .build();

    /** A listener, one for each port of a load balancer. */
    public static final ResourceKind LISTENER = ResourceKind.builder()
            .name("AWS::ElasticLoadBalancingV2::Listener")
            .role(Role.LISTENER)
            .addAttributes(
                    LOAD_BALANCER_ARN,
                    LISTENER_PORT,
                    LISTENER_PROTOCOL,
                    DEFAULT_ACTIONS,
                    CERTIFICATES,
                    SSL_POLICY,
                    ALPN_POLICY,
                    LISTENER_ATTRIBUTES,
                    TAGS,
                    APPLIED_KEYS)
            .exposes(AwsKinds::offered)
            .serves(AwsKinds::served)
            .build();

    /** A target group, one for each port of a Service. */
    public static final ResourceKind TARGET_GROUP = ResourceKind.builder()
            .name("AWS::ElasticLoadBalancingV2::TargetGroup")
            .role(Role.BACKEND_POOL)
            .addAttributes(
                    TARGET_GROUP_PROTOCOL,
                    TARGET_GROUP_PORT,
                    TARGET_TYPE,
                    TARGET_GROUP_IP_ADDRESS_TYPE,
                    VPC_ID,
                    HEALTH_CHECK_PROTOCOL,
                    HEALTH_CHECK_PORT,
                    HEALTH_CHECK_PATH,
                    HEALTH_CHECK_INTERVAL_SECONDS,
                    HEALTH_CHECK_TIMEOUT_SECONDS,
                    HEALTHY_THRESHOLD_COUNT,
                    UNHEALTHY_THRESHOLD_COUNT,
                    MATCHER_HTTP_CODE,
                    TARGET_GROUP_ATTRIBUTES,
                    TAGS,
                    APPLIED_KEYS)
            .members(MemberSchema.builder()
                    .attribute("Targets")
                    .maxPerCall(200)
                    .reportsHealth(true)
                    .build())
            .affinity(AwsKinds::stickiness)
            .checks(AwsKinds::timing)
            .crossesZones(group -> crossing(group, TARGET_GROUP_ATTRIBUTES))
            .deleteImpact(Impact.DRAINS_CONNECTIONS)
            .build();

    /** A security group of ours: one for each load balancer, and one for the cluster. */
    public static final ResourceKind SECURITY_GROUP = ResourceKind.builder()
            .name("AWS::EC2::SecurityGroup")
            .role(Role.FIREWALL)
            .addAttributes(DESCRIPTION, VPC_ID, IP_PERMISSIONS, TAGS)
            .exposes(AwsKinds::admitted)
            .build();

    /** The rules of one cluster in a security group that is not ours. */
    public static final ResourceKind SECURITY_GROUP_INGRESS = ResourceKind.builder()
            .name("AWS::EC2::SecurityGroupIngress")
            .role(Role.FIREWALL)
            .addAttributes(GROUP_ID, IP_PERMISSIONS)
            .exposes(AwsKinds::admitted)
            .build();

    private static final Set<ResourceKind> ALL =
            Set.of(LOAD_BALANCER, LISTENER, TARGET_GROUP, SECURITY_GROUP, SECURITY_GROUP_INGRESS);

    private AwsKinds() {}

    private static Optional<SessionAffinity> stickiness(Resource group) {
        return group.get(TARGET_GROUP_ATTRIBUTES)
                .flatMap(attributes -> Optional.ofNullable(attributes.get("stickiness.enabled")))
                .map(enabled -> enabled.equals("true") ? SessionAffinity.CLIENT_IP : SessionAffinity.NONE);
    }

    /** {@return every kind} */
    public static Set<ResourceKind> all() {
        return ALL;
    }

    /**
     * {@return the id of a listener}
     *
     * @param loadBalancer the name of its load balancer
     * @param port its port
     */
    public static ResourceId listener(String loadBalancer, int port) {
        return new ResourceId(LISTENER.name(), loadBalancer + ":" + port);
    }

    private static SpecValue sorted(SpecValue value) {
        return value instanceof SpecValue.Sequence list
                ? new SpecValue.Sequence(List.copyOf(new TreeSet<>(list.items())))
                : value;
    }

    /** No policy and the policy {@code None} are the same. */
    private static SpecValue withoutNone(SpecValue policies) {
        return policies.equals(new SpecValue.Sequence(List.of(SpecValue.of("None")))) ? SpecValue.absent() : policies;
    }

    private static SpecValue firstThenSorted(SpecValue value) {
        if (!(value instanceof SpecValue.Sequence list) || list.items().size() < 3) {
            return value;
        }
        SortedSet<SpecValue> others =
                new TreeSet<>(list.items().subList(1, list.items().size()));
        return new SpecValue.Sequence(List.of(list.items().get(0), new SpecValue.Sequence(List.copyOf(others))));
    }

    private static SortedSet<String> published(Resource loadBalancer) {
        SortedSet<String> names = new TreeSet<>();
        loadBalancer.get(DNS_NAME).map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(names::add);
        return names;
    }

    private static Exposure reach(Resource loadBalancer) {
        return Exposure.builder()
                .reach(loadBalancer
                        .get(SCHEME)
                        .map(scheme -> scheme.equals("internal") ? Exposure.Reach.INTERNAL : Exposure.Reach.PUBLIC))
                .build();
    }

    /** A target group may leave it to its load balancer. */
    private static Optional<Boolean> crossing(Resource object, Attribute<SortedMap<String, String>> attributes) {
        return object.get(attributes)
                .map(settings -> settings.getOrDefault("load_balancing.cross_zone.enabled", ""))
                .filter(Set.of("true", "false")::contains)
                .map("true"::equals);
    }

    private static Optional<CheckTiming> timing(Resource group) {
        Optional<Long> interval = group.get(HEALTH_CHECK_INTERVAL_SECONDS);
        Optional<Long> failures = group.get(UNHEALTHY_THRESHOLD_COUNT);
        return interval.filter(seconds -> seconds > 0)
                .flatMap(seconds -> failures.filter(count -> count > 0)
                        .map(count -> new CheckTiming(Duration.ofSeconds(seconds), count.intValue())));
    }

    private static boolean isProtected(Resource loadBalancer) {
        return loadBalancer
                .get(LOAD_BALANCER_ATTRIBUTES)
                .map(attributes -> "true".equals(attributes.get("deletion_protection.enabled")))
                .orElse(false);
    }

    private static Exposure offered(Resource listener) {
        Optional<String> protocol = listener.get(LISTENER_PROTOCOL);
        Optional<Long> port = listener.get(LISTENER_PORT);
        Exposure.Builder exposure = Exposure.builder();
        if (protocol.isPresent() && port.isPresent()) {
            switch (protocol.get()) {
                case "TLS" -> exposure.addEncrypted("TCP/" + port.get());
                case "TCP_UDP" -> exposure.addPlain("TCP/" + port.get()).addPlain("UDP/" + port.get());
                case "QUIC" -> exposure.addEncrypted("UDP/" + port.get());
                case "TCP_QUIC" -> exposure.addPlain("TCP/" + port.get()).addEncrypted("UDP/" + port.get());
                default -> exposure.addPlain(protocol.get() + "/" + port.get());
            }
        }
        return exposure.build();
    }

    /** Each family that the load balancer has. */
    private static SortedSet<ServedPort> served(Resource listener) {
        SortedSet<ServedPort> served = new TreeSet<>();
        listener.get(LISTENER_PORT)
                .ifPresent(port -> listener.get(LISTENER_PROTOCOL).map(AwsKinds::transports).orElse(Set.of()).stream()
                        .map(transport -> new ServedPort(transport, port.intValue(), Optional.empty()))
                        .forEach(served::add));
        return served;
    }

    private static Set<Protocol> transports(String protocol) {
        return switch (protocol) {
            case "TCP", "TLS" -> Set.of(Protocol.TCP);
            case "UDP", "QUIC" -> Set.of(Protocol.UDP);
            case "TCP_UDP", "TCP_QUIC" -> Set.of(Protocol.TCP, Protocol.UDP);
            default -> Set.of();
        };
    }

    /** Rules for another security group admit the load balancer, not clients. */
    private static Exposure admitted(Resource rules) {
        List<Cidr> clients = rules.get(IP_PERMISSIONS).map(IngressPermission::listOf).orElse(List.of()).stream()
                .flatMap(permission -> permission.cidr().stream())
                .toList();
        return clients.isEmpty()
                ? Exposure.none()
                : Exposure.builder().sources(CidrSet.of(clients)).build();
    }
}
