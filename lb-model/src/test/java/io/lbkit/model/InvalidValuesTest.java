package io.lbkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.IngressPort;
import io.lbkit.model.cluster.IpBlock;
import io.lbkit.model.cluster.IpFamilyPolicy;
import io.lbkit.model.cluster.IpMode;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal names the field, the value and the rule. */
class InvalidValuesTest {
    private static final Attribute<Long> PORT = Attribute.integer("port");
    private static final Attribute<ResourceId> NEXT = Attribute.reference("next");
    private static final ResourceKind KIND =
            ResourceKind.builder().name("test/Kind").addAttributes(PORT, NEXT).build();

    private static Arguments refused(String field, String value, String rule, ThrowingCallable attempt) {
        return arguments(field, value, rule, attempt);
    }

    @ParameterizedTest(name = "{0} ''{1}'': {2}")
    @MethodSource({"ports", "services", "clusterObjects", "policies", "enumerations", "resources", "others"})
    void namesFieldValueAndRule(String field, String value, String rule, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(List.of(e.field(), e.value())).containsExactly(field, value))
                .hasMessageStartingWith(field + " is ")
                .hasMessageContaining(value)
                .hasMessageContaining(rule);
    }

    private static ServicePort port(int number, String name) {
        return ServicePort.builder().port(number).name(name).build();
    }

    private static Service.Builder service() {
        return Service.builder().key("shop", "web");
    }

    private static Service.Builder service(ServicePort... ports) {
        return service().addPorts(ports);
    }

    static Stream<Arguments> ports() {
        String range = "from 1 to 65535";
        return Stream.of(
                refused("port", "0", range, () -> port(0, "")),
                refused("port", "65536", range, () -> port(65_536, "")),
                refused("port", "-1", range, () -> port(-1, "")),
                refused("anything", "0", range, () -> Ports.check("anything", 0)),
                refused(
                        "nodePort",
                        "0",
                        range,
                        () -> ServicePort.builder().port(80).nodePort(0).build()),
                refused(
                        "nodePort",
                        "65536",
                        range,
                        () -> ServicePort.builder().port(80).nodePort(65_536).build()),
                refused("name", "HTTP", "DNS label", () -> port(80, "HTTP")),
                refused("name", "a".repeat(64), "at most 63", () -> port(80, "a".repeat(64))),
                refused(
                        "appProtocol",
                        "",
                        "leave it out",
                        () -> ServicePort.builder().port(80).appProtocol("").build()),
                refused("targetPort", "0", range, () -> TargetPort.of(0)),
                refused("targetPort", "65536", range, () -> TargetPort.of(65_536)),
                refused("targetPort", "0", range, () -> TargetPort.named("")),
                refused("targetPort", "sixteen-letters-", "at most 15", () -> TargetPort.named("sixteen-letters-")),
                refused("targetPort", "8080", "at least one letter", () -> TargetPort.named("8080")),
                refused("targetPort", "a--b", "no '--'", () -> TargetPort.named("a--b")),
                refused("targetPort", "80 and http", "a number or a name", () -> new TargetPort(80, "http")),
                refused("port", "0", range, () -> EndpointPort.builder().port(0).build()),
                refused("containerPort", "0", range, () -> new ContainerPort("", 0, Protocol.TCP)),
                refused("ports.port", "0", range, () -> new IngressPort(0, Protocol.TCP, Optional.empty())));
    }

    static Stream<Arguments> services() {
        return Stream.of(
                refused(
                        "metadata.name",
                        "Web",
                        "DNS label",
                        () -> Service.builder().key("shop", "Web").build()),
                refused(
                        "spec.ports",
                        "",
                        "at least one port",
                        () -> service().type(ServiceType.LOAD_BALANCER).build()),
                refused(
                        "spec.ports[1].name",
                        "",
                        "every port has a name",
                        () -> service(port(80, "a"), port(81, "")).build()),
                refused(
                        "spec.ports[0].name",
                        "",
                        "every port has a name",
                        () -> service(port(80, ""), port(81, "b")).build()),
                refused(
                        "spec.ports[1].name",
                        "a",
                        "names of ports differ",
                        () -> service(port(80, "a"), port(81, "a")).build()),
                refused(
                        "spec.ports[1].port",
                        "80",
                        "same number and protocol TCP",
                        () -> service(port(80, "a"), port(80, "b")).build()),
                refused(
                        "spec.ports[1].nodePort",
                        "30080",
                        "same node port and protocol TCP",
                        () -> service(
                                        ServicePort.builder()
                                                .from(port(80, "a"))
                                                .nodePort(30_080)
                                                .build(),
                                        ServicePort.builder()
                                                .from(port(81, "b"))
                                                .nodePort(30_080)
                                                .build())
                                .build()),
                refused(
                        "spec.healthCheckNodePort",
                        "0",
                        "from 1 to 65535",
                        () -> service().healthCheckNodePort(0).build()),
                refused(
                        "spec.ipFamilies",
                        "[IPv4, IPv4]",
                        "each family appears once",
                        () -> service()
                                .addIpFamilies(IpFamily.IPV4, IpFamily.IPV4)
                                .build()),
                refused(
                        "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
                        "0",
                        "1 to 86400",
                        () -> service().sessionAffinityTimeoutSeconds(0).build()),
                refused(
                        "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
                        "86401",
                        "1 to 86400",
                        () -> service().sessionAffinityTimeoutSeconds(86_401).build()),
                refused(
                        "spec.loadBalancerClass",
                        "",
                        "leave it out",
                        () -> service().loadBalancerClass("").build()),
                refused(
                        "ingress",
                        "",
                        "an ip or a hostname",
                        () -> LoadBalancerIngress.builder().build()));
    }

    private static EndpointSlice.Builder slice() {
        return EndpointSlice.builder().key(ObjectKey.of("shop", "web-1")).addressType(AddressType.IPV4);
    }

    static Stream<Arguments> clusterObjects() {
        Endpoint endpoint = Endpoint.builder().addAddress("10.0.0.1").build();
        return Stream.of(
                refused("metadata.namespace", "", "not empty", () -> ServiceKey.of("", "web")),
                refused("metadata.name", "", "not empty", () -> ServiceKey.of("shop", "")),
                refused("metadata.name", "a/b", "no slash", () -> ServiceKey.parse("shop/a/b")),
                refused("service", "web", "NAMESPACE/NAME", () -> ServiceKey.parse("web")),
                refused("metadata.name", "", "not empty", () -> ObjectKey.parse("shop/")),
                refused("object", "web", "NAMESPACE/NAME", () -> ObjectKey.parse("web")),
                refused(
                        "metadata.name",
                        "",
                        "not empty",
                        () -> Node.builder().name("").build()),
                refused(
                        "endpoints",
                        "1001 items",
                        "at most 1000",
                        () -> slice().endpoints(Collections.nCopies(1001, endpoint))
                                .build()),
                refused(
                        "metadata.labels['kubernetes.io/service-name']",
                        "",
                        "names a Service",
                        () -> slice().serviceName("").build()),
                refused(
                        "addresses",
                        "",
                        "at least one address",
                        () -> Endpoint.builder().build()));
    }

    private static PolicyPort.Builder range(int end) {
        return PolicyPort.builder().endPort(end);
    }

    static Stream<Arguments> policies() {
        LabelSelector everything = LabelSelector.builder().build();
        Cidr ten = Cidr.parse("10.0.0.0/8");
        return Stream.of(
                refused("peer", "", "an ipBlock, or", () -> PolicyPeer.builder().build()),
                refused(
                        "peer",
                        "",
                        "an ipBlock, or",
                        () -> PolicyPeer.builder()
                                .podSelector(everything)
                                .ipBlock(new IpBlock(ten, List.of()))
                                .build()),
                refused(
                        "ipBlock.except",
                        "11.0.0.0/8",
                        "a part of 10.0.0.0/8",
                        () -> new IpBlock(ten, List.of(Cidr.parse("11.0.0.0/8")))),
                refused("ipBlock.except", "10.0.0.0/8", "a part of 10.0.0.0/8", () -> new IpBlock(ten, List.of(ten))),
                refused("endPort", "90", "numeric port", () -> range(90).build()),
                refused(
                        "endPort",
                        "90",
                        "numeric port",
                        () -> range(90).port(TargetPort.named("http")).build()),
                refused(
                        "endPort",
                        "90",
                        "not above its end",
                        () -> range(90).port(TargetPort.of(91)).build()),
                refused(
                        "endPort",
                        "65536",
                        "from 1 to 65535",
                        () -> range(65_536).port(TargetPort.of(80)).build()),
                refused(
                        "matchExpressions.values",
                        "[]",
                        "In needs values",
                        () -> new LabelSelector.Expression("app", LabelSelector.Operator.IN, List.of())),
                refused(
                        "matchExpressions.values",
                        "[a]",
                        "Exists takes no values",
                        () -> new LabelSelector.Expression("app", LabelSelector.Operator.EXISTS, List.of("a"))));
    }

    static Stream<Arguments> enumerations() {
        return Stream.of(
                refused(
                        "spec.type",
                        "loadbalancer",
                        "allowed are ClusterIP, NodePort, LoadBalancer, ExternalName",
                        () -> ServiceType.parse("spec.type", "loadbalancer")),
                refused("f", "", "allowed are Cluster, Local", () -> TrafficPolicy.parse("f", "")),
                refused("f", "x", "allowed are None, ClientIP", () -> SessionAffinity.parse("f", "x")),
                refused("f", "x", "allowed are True, False, Unknown", () -> ConditionStatus.parse("f", "x")),
                refused("f", "x", "allowed are IPv4, IPv6, FQDN", () -> AddressType.parse("f", "x")),
                refused("f", "x", "allowed are VIP, Proxy", () -> IpMode.parse("f", "x")),
                refused("f", "x", "allowed are Ingress, Egress", () -> PolicyType.parse("f", "x")),
                refused(
                        "f",
                        "x",
                        "allowed are SingleStack, PreferDualStack, RequireDualStack",
                        () -> IpFamilyPolicy.parse("f", "x")),
                refused(
                        "f",
                        "x",
                        "allowed are Pending, Running, Succeeded, Failed, Unknown",
                        () -> PodPhase.parse("f", "x")));
    }

    private static Resource next(String name, String target) {
        return Resource.builder()
                .kind(KIND)
                .name(name)
                .set(NEXT, new ResourceId("test/Kind", target))
                .build();
    }

    static Stream<Arguments> resources() {
        Resource.Builder resource = Resource.builder().kind(KIND);
        return Stream.of(
                refused("kind", "", "a resource has a kind", () -> new ResourceId("", "a")),
                refused("name", "a/b", "no slash", () -> new ResourceId("k", "a/b")),
                refused("name", "", "not empty", () -> resource.name("").build()),
                refused("ref", "a", "KIND/NAME", () -> ResourceId.parse("a")),
                refused(
                        "spec.colour",
                        "\"red\"",
                        "a test/Kind has only [port, next]",
                        () -> Resource.builder()
                                .kind(KIND)
                                .name("a")
                                .putSpec("colour", SpecValue.of("red"))
                                .build()),
                refused(
                        "port",
                        "\"80\"",
                        "a whole number is needed",
                        () -> Resource.builder()
                                .kind(KIND)
                                .name("a")
                                .putSpec("port", SpecValue.of("80"))
                                .build()),
                refused(
                        "members",
                        "test/Kind/a",
                        "a test/Kind has no members",
                        () -> Resource.builder()
                                .kind(KIND)
                                .name("a")
                                .members(MemberSet.empty())
                                .build()),
                refused("dependsOn", "[test/Kind/a]", "in a circle", () -> ResourceGraph.of(next("a", "a"))),
                refused(
                        "dependsOn",
                        "[test/Kind/a, test/Kind/b]",
                        "in a circle",
                        () -> ResourceGraph.of(next("a", "b"), next("b", "a"))),
                refused(
                        "dependsOn",
                        "[test/Kind/a, test/Kind/b]",
                        "in a circle",
                        () -> ResourceGraph.of(next("a", "b")).merge(ResourceGraph.of(next("b", "a")))),
                refused(
                        "name",
                        "",
                        "a kind has a name",
                        () -> ResourceKind.builder().name("").build()),
                refused(
                        "attributes",
                        "port",
                        "names of attributes differ",
                        () -> ResourceKind.builder()
                                .name("k")
                                .addAttributes(PORT, Attribute.text("port"))
                                .build()),
                refused(
                        "attributes",
                        "members",
                        "names of attributes differ",
                        () -> ResourceKind.builder()
                                .name("k")
                                .members(MemberSchema.builder().build())
                                .addAttributes(Attribute.text("members"))
                                .build()),
                refused(
                        "heldBy",
                        "k",
                        "DELETE_FIRST",
                        () -> ResourceKind.builder()
                                .name("k")
                                .heldBy(held -> held)
                                .build()),
                refused(
                        "maxPerCall",
                        "0",
                        "at least one",
                        () -> MemberSchema.builder().maxPerCall(0).build()),
                refused("interval", "PT0S", "time passes", () -> new CheckTiming(Duration.ZERO, 2)),
                refused("interval", "PT-1S", "time passes", () -> new CheckTiming(Duration.ofSeconds(-1), 2)),
                refused("failures", "0", "at least one", () -> new CheckTiming(Duration.ofSeconds(1), 0)),
                refused(
                        "lifecycle.preStop.sleep.seconds",
                        "-1",
                        "not negative",
                        () -> Container.builder()
                                .name("c")
                                .preStopSleepSeconds(-1)
                                .build()),
                refused("fingerprint", "abc", "32 lower-case", () -> new Fingerprint("abc")),
                refused("cluster", "", "names its cluster", () -> Owner.ofCluster("")),
                refused("uid", "u", "that of a Service", () -> new Owner("c", Optional.empty(), Optional.of("u"))),
                refused("at[1]", "x", "allowed are text", () -> SpecValue.fromPlain("at", List.of("a", 'x'))),
                refused(
                        "at.size",
                        "NaN",
                        "finite",
                        () -> SpecValue.fromPlain("at", Collections.singletonMap("size", Double.NaN))),
                refused(
                        "at",
                        "1",
                        "keys of a map are text",
                        () -> SpecValue.fromPlain("at", Collections.singletonMap(1, "a"))));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                refused("id", "", "a member has an id", () -> Member.of("")),
                refused(
                        "port",
                        "0",
                        "from 1 to 65535",
                        () -> Member.builder().id("a").port(0).build()),
                refused(
                        "weight",
                        "-1",
                        "0 to 1000",
                        () -> Member.builder().id("a").weight(-1).build()),
                refused(
                        "weight",
                        "1001",
                        "0 to 1000",
                        () -> Member.builder().id("a").weight(1001).build()),
                refused(
                        "routingId",
                        "",
                        "not empty",
                        () -> Member.builder().id("a").routingId("").build()),
                refused("name", "", "has a name", () -> EnvVariable.of("", "1")),
                refused(
                        "members",
                        "a",
                        "a member appears once",
                        () -> MemberSet.of(
                                Member.of("a"),
                                Member.builder().id("a").weight(2).build())),
                refused(
                        "healthCheck.port",
                        "0",
                        "from 1 to 65535",
                        () -> HealthCheck.tcp(0, HealthCheck.Meaning.POD_ACCEPTS)),
                refused(
                        "healthCheck.path",
                        "healthz",
                        "starts with '/'",
                        () -> HealthCheck.http(80, "healthz", HealthCheck.Meaning.NODE_FORWARDS)),
                refused(
                        "healthCheck.path",
                        "",
                        "HTTP and HTTPS checks have a path",
                        () -> new HealthCheck(
                                HealthCheck.Protocol.HTTP,
                                OptionalInt.of(80),
                                Optional.empty(),
                                HealthCheck.Meaning.NODE_FORWARDS)),
                refused(
                        "healthCheck.path",
                        "/x",
                        "TCP checks have none",
                        () -> new HealthCheck(
                                HealthCheck.Protocol.TCP,
                                OptionalInt.of(80),
                                Optional.of("/x"),
                                HealthCheck.Meaning.NODE_FORWARDS)),
                refused("code", "LB-svc-1", "LB-SVC-019", () -> FindingCode.of("LB-svc-1")),
                refused("spec.ports[0].port", "0", "from 1 to 65535", () -> {
                    try {
                        port(0, "");
                    } catch (InvalidValueException e) {
                        throw e.within("spec.ports[0]");
                    }
                }));
    }
}
