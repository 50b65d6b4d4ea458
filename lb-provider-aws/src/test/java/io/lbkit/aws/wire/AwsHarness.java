package io.lbkit.aws.wire;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.conformance.ProviderHarness;
import io.lbkit.testkit.conformance.ServiceEdit;
import io.lbkit.testkit.wire.CloudError;
import io.lbkit.testkit.wire.ErrorStyle;
import io.lbkit.testkit.wire.RequestMatcher;
import io.lbkit.testkit.wire.WireFault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The provider of AWS under the conformance kit, through the real SDK on a bed. */
final class AwsHarness implements ProviderHarness {
    private static final String PREFIX = "service.beta.kubernetes.io/aws-load-balancer-";
    private static final String CAPACITY = "minimum-load-balancer-capacity";
    private static final Map<String, String> LISTINGS = Map.of(
            AwsKinds.LOAD_BALANCER.name(), "DescribeLoadBalancers",
            AwsKinds.LISTENER.name(), "DescribeListeners",
            AwsKinds.TARGET_GROUP.name(), "DescribeTargetGroups",
            AwsKinds.SECURITY_GROUP.name(), "DescribeSecurityGroups",
            AwsKinds.SECURITY_GROUP_INGRESS.name(), "DescribeSecurityGroupRules");
    /** What the cloud says for each kind of error; what it says to nobody is missing. */
    private static final Map<ErrorKind, CloudError> ERRORS = Map.of(
            ErrorKind.TRANSIENT, new CloudError(400, "PriorRequestNotComplete", "Another one is on its way."),
            ErrorKind.NOT_FOUND, new CloudError(400, "InvalidGroup.NotFound", "It is gone."),
            ErrorKind.IN_USE, new CloudError(400, "DependencyViolation", "It is in use."),
            ErrorKind.QUOTA, new CloudError(400, "SecurityGroupLimitExceeded", "There are enough."),
            ErrorKind.PERMISSION, new CloudError(403, "UnauthorizedOperation", "You may not."),
            ErrorKind.INVALID, new CloudError(400, "InvalidParameterValue", "That makes no sense."));

    private final Bed bed;
    private final Console console;
    private final List<LoadBalancerProvider> others = new ArrayList<>();

    AwsHarness(Bed bed) {
        this.bed = bed;
        this.console = new Console(bed.uri);
    }

    @Override
    public LoadBalancerProvider provider() {
        return bed.provider;
    }

    @Override
    public LoadBalancerProvider restarted() {
        LoadBalancerProvider other = bed.another();
        others.add(other);
        return other;
    }

    @Override
    public Node node(int number) {
        return Node.builder()
                .name("ip-%d.ec2.internal".formatted(number))
                .providerId("aws:///us-east-1a/" + bed.instanceOf(number))
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse(bed.addressOf(number))))
                .build();
    }

    @Override
    public Service service(Service plain) {
        Service.Builder service = Service.builder()
                .from(plain)
                .putAnnotation(PREFIX + "type", "external")
                .putAnnotation(PREFIX + "nlb-target-type", "instance")
                // Named, so that a zone that somebody takes away is missed: else a load balancer keeps those it has.
                .putAnnotation(PREFIX + "subnets", String.join(",", bed.privateSubnets()))
                .putAnnotation(PREFIX + "attributes", "dns_record.client_routing_policy=availability_zone_affinity");
        if (!bed.differences().containsKey(CAPACITY)) {
            service.putAnnotation(PREFIX + CAPACITY, "CapacityUnits=2750");
        }
        plain.ports()
                .forEach(port -> service.putAnnotation(
                        PREFIX + "listener-attributes.TCP-" + port.port(), "tcp.idle_timeout.seconds=600"));
        return service.build();
    }

    @Override
    public List<ServiceEdit> edits() {
        return List.of(
                annotation("scheme", "internet-facing"),
                annotation("cross-zone-load-balancing-enabled", "true"),
                annotation("attributes", "dns_record.client_routing_policy=partial_availability_zone_affinity"),
                annotation("target-group-attributes", "deregistration_delay.timeout_seconds=60"),
                annotation("proxy-protocol", "*"),
                annotation("listener-attributes.TCP-18080", "tcp.idle_timeout.seconds=700"),
                annotation("healthcheck-interval", "15"),
                annotation("healthcheck-timeout", "5"),
                annotation("healthcheck-healthy-threshold", "4"),
                annotation("healthcheck-unhealthy-threshold", "5"),
                annotation("healthcheck-port", "30999"),
                annotation("healthcheck-protocol", "http"),
                annotation("additional-resource-tags", "team=shop"),
                annotation("ssl-cert", SampleNetwork.certificate(1)),
                annotation("ssl-cert", SampleNetwork.certificate(1) + "," + SampleNetwork.certificate(2)),
                annotation(CAPACITY, "CapacityUnits=3000"),
                annotation("nlb-target-type", "ip"));
    }

    private static ServiceEdit annotation(String suffix, String value) {
        return ServiceEdit.annotation(PREFIX + suffix, value);
    }

    @Override
    public Optional<String> leavesOut(ServiceEdit edit) {
        String topic = edit.name().startsWith(PREFIX)
                ? edit.name().substring(PREFIX.length(), edit.name().indexOf(": "))
                : edit.name();
        return Optional.ofNullable(bed.differences().get(topic));
    }

    /** Of a map of settings AWS keeps the keys that nobody names. */
    @Override
    public Optional<SpecValue> otherValue(Resource observed, String attribute, Optional<SpecValue> proposed) {
        Attribute<?> known = observed.kind().attribute(attribute).orElseThrow();
        if (known.mutability() == Mutability.REPLACE) {
            return Optional.empty();
        }
        SpecValue present = observed.spec().get(attribute);
        if (attribute.equals(AwsKinds.TAGS.name()) && present instanceof SpecValue.Mapping tags) {
            SortedMap<String, SpecValue> more = new TreeMap<>(tags.fields());
            more.put("team", SpecValue.of("conformance"));
            return Optional.of(new SpecValue.Mapping(more));
        } else if (attribute.endsWith("Attributes") && present instanceof SpecValue.Mapping settings) {
            return Optional.of(otherSettings(settings));
        } else if (attribute.equals(AwsKinds.SUBNET_MAPPINGS.name()) && present instanceof SpecValue.Sequence subnets) {
            // AWS exchanges no subnet of a zone; it can leave a zone.
            return Optional.of(new SpecValue.Sequence(
                    subnets.items().subList(1, subnets.items().size())));
        }
        // What another design refers to need not exist.
        return proposed.filter(value -> value.references().isEmpty());
    }

    /** The settings that every Service of this harness wants, with other values. */
    private static SpecValue otherSettings(SpecValue.Mapping settings) {
        SortedMap<String, SpecValue> other = new TreeMap<>(settings.fields());
        other.replace("proxy_protocol_v2.enabled", SpecValue.of("true"));
        other.replace("tcp.idle_timeout.seconds", SpecValue.of("900"));
        other.replace("dns_record.client_routing_policy", SpecValue.of("any_availability_zone"));
        return new SpecValue.Mapping(other);
    }

    @Override
    public void edit(Resource observed, String attribute, SpecValue value) {
        console.edit(observed, attribute, value);
    }

    @Override
    public long calls() {
        return bed.calls();
    }

    @Override
    public void hide(ResourceKind kind) {
        String action = LISTINGS.get(kind.name());
        ErrorStyle style = action.contains("Security") ? ErrorStyle.awsEc2() : ErrorStyle.awsQuery();
        bed.proxy.add(
                WireFault.unavailable(style).on(RequestMatcher.action(action)).always());
    }

    /** {@return the kinds of errors that {@link #provoke} can bring about} */
    static Set<ErrorKind> provocations() {
        Set<ErrorKind> kinds = EnumSet.copyOf(ERRORS.keySet());
        kinds.add(ErrorKind.THROTTLED);
        kinds.add(ErrorKind.STATE_UNKNOWN);
        return kinds;
    }

    @Override
    public void provoke(ErrorKind kind) {
        // The first call that writes makes a security group.
        RequestMatcher writes = RequestMatcher.any()
                .that(
                        "writes",
                        request -> request.action()
                                .filter(action -> !action.startsWith("Describe"))
                                .isPresent());
        WireFault fault = switch (kind) {
            case THROTTLED -> WireFault.throttling(ErrorStyle.awsEc2());
            case STATE_UNKNOWN -> WireFault.losingAnswer();
            default -> WireFault.answering(ErrorStyle.awsEc2().write(ERRORS.get(kind)));
        };
        bed.proxy.add(fault.on(writes));
    }

    @Override
    public void close() {
        others.forEach(LoadBalancerProvider::close);
        console.close();
        bed.close();
    }
}
