package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.lb.Exposure;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The kinds of objects of the simulated cloud and their attributes. An attribute that only a new object can change is
 * mandatory when an object is made.
 */
public final class SimulatedKinds {
    /** Of a load balancer: {@code public} or {@code internal}. */
    public static final Attribute<String> SCHEME = Attribute.text("scheme").replaceOnChange();

    /** Of a load balancer: its families, {@code IPv4} and {@code IPv6}; each brings an address, and takes it along. */
    public static final Attribute<List<String>> IP_FAMILIES =
            Attribute.texts("ipFamilies").impact(Impact.ADDRESS_CHANGES);

    /** Of a load balancer: the address that it should get when it is made. */
    public static final Attribute<String> REQUESTED_ADDRESS =
            Attribute.text("requestedAddress").writeOnce();

    /** Of a load balancer: its IPv4 address. */
    public static final Attribute<String> IP_ADDRESS =
            Attribute.text("ipAddress").computed().carriedOver();

    /** Of a load balancer: its IPv6 address. */
    public static final Attribute<String> IPV6_ADDRESS =
            Attribute.text("ipv6Address").computed().carriedOver();

    /** Of a load balancer: its domain name. */
    public static final Attribute<String> HOSTNAME = Attribute.text("hostname").computed();

    /** Of what has the address of a load balancer: whether people want it to stay. No design says it; the cloud itself does not refuse a deletion. */
    public static final Attribute<Boolean> DELETION_PROTECTION = Attribute.flag("deletionProtection");

    /** Of a load balancer: the zones in which it takes connections. No design says it; nobody asks if it is not set. */
    public static final Attribute<SortedSet<String>> ZONES = Attribute.textSet("zones");

    /** Of a load balancer: whether each zone sends to the members of every zone. No design says it; not known if it is not set. */
    public static final Attribute<Boolean> CROSSES_ZONES = Attribute.flag("crossesZones");

    /** Of a listener and of a firewall: the load balancer. */
    public static final Attribute<ResourceId> LOAD_BALANCER =
            Attribute.reference("loadBalancer").replaceOnChange();

    /** Of a listener: the port that clients use. */
    public static final Attribute<Long> LISTENER_PORT =
            Attribute.integer("port").replaceOnChange();

    /** Of a listener and of a pool: {@code TCP}, {@code UDP} or {@code SCTP}. */
    public static final Attribute<String> PROTOCOL = Attribute.text("protocol").replaceOnChange();

    /** Of a listener, a pool and a firewall: {@code IPv4} or {@code IPv6}. */
    public static final Attribute<String> IP_FAMILY = Attribute.text("ipFamily").replaceOnChange();

    /** Of a listener: where it sends to. */
    public static final Attribute<ResourceId> BACKEND_POOL = Attribute.reference("backendPool");

    /** Of a listener: {@code None} or {@code ClientIP}. */
    public static final Attribute<String> SESSION_AFFINITY = Attribute.text("sessionAffinity");

    /** Of a pool: {@code instance} or {@code ip}. */
    public static final Attribute<String> MODE = Attribute.text("mode").replaceOnChange();

    /** Of a pool: the port of its members; not set where each member has its own. */
    public static final Attribute<Long> POOL_PORT = Attribute.integer("port");

    /** Of a pool: what decides who is healthy; not set means that everybody is. */
    public static final Attribute<ResourceId> HEALTH_CHECK = Attribute.reference("healthCheck");

    /** Of a pool: for how many seconds a removed member keeps its connections. */
    public static final Attribute<Long> DRAIN_SECONDS = Attribute.integer("drainSeconds");

    /** Of a health check: {@code TCP}, {@code HTTP} or {@code HTTPS}. */
    public static final Attribute<String> CHECK_PROTOCOL = Attribute.text("protocol");

    /** Of a health check: the port; not set where each member is checked on its own. */
    public static final Attribute<Long> CHECK_PORT = Attribute.integer("port");

    /** Of a health check: the path that is asked for. */
    public static final Attribute<String> CHECK_PATH = Attribute.text("path");

    /** Of a health check: the seconds between two checks. */
    public static final Attribute<Long> INTERVAL_SECONDS = Attribute.integer("intervalSeconds");

    /** Of a firewall: the ranges of the clients that are let in. */
    public static final Attribute<SortedSet<String>> SOURCE_RANGES = Attribute.textSet("sourceRanges");

    /** Of a firewall: what they may use, for example {@code TCP/443}. */
    public static final Attribute<SortedSet<String>> PORTS = Attribute.textSet("ports");

    /** A load balancer. */
    public static final ResourceKind LOAD_BALANCER_KIND = ResourceKind.builder()
            .name("simulated#loadBalancer")
            .role(Role.LOAD_BALANCER)
            .addAttributes(
                    SCHEME,
                    IP_FAMILIES,
                    REQUESTED_ADDRESS,
                    IP_ADDRESS,
                    IPV6_ADDRESS,
                    HOSTNAME,
                    DELETION_PROTECTION,
                    ZONES,
                    CROSSES_ZONES)
            .zones(loadBalancer -> loadBalancer.get(ZONES).orElseGet(TreeSet::new))
            .crossesZones(loadBalancer -> loadBalancer.get(CROSSES_ZONES))
            .publishes(SimulatedKinds::published)
            .exposes(SimulatedKinds::reach)
            .deletionProtected(SimulatedKinds::isProtected)
            .build();

    /** A listener of a load balancer, one for each port, protocol and family. */
    public static final ResourceKind LISTENER_KIND = ResourceKind.builder()
            .name("simulated#listener")
            .role(Role.LISTENER)
            .addAttributes(LOAD_BALANCER, LISTENER_PORT, PROTOCOL, IP_FAMILY, BACKEND_POOL, SESSION_AFFINITY)
            .serves(listener -> ServedPorts.one(listener, LISTENER_PORT))
            .affinity(SimulatedKinds::affinity)
            .build();

    /** A pool of members. */
    public static final ResourceKind BACKEND_POOL_KIND = ResourceKind.builder()
            .name("simulated#backendPool")
            .role(Role.BACKEND_POOL)
            .addAttributes(MODE, PROTOCOL, IP_FAMILY, POOL_PORT, HEALTH_CHECK, DRAIN_SECONDS)
            .members(MemberSchema.builder()
                    .maxPerCall(100)
                    .reportsHealth(true)
                    .checkedBeforeUse(true)
                    .commonPort(SimulatedKinds::poolPort)
                    .build())
            .deleteImpact(Impact.DRAINS_CONNECTIONS)
            .build();

    /** A health check. */
    public static final ResourceKind HEALTH_CHECK_KIND = ResourceKind.builder()
            .name("simulated#healthCheck")
            .role(Role.HEALTH_CHECK)
            .addAttributes(CHECK_PROTOCOL, CHECK_PORT, CHECK_PATH, INTERVAL_SECONDS)
            .checks(SimulatedKinds::timing)
            .deleteImpact(Impact.NONE)
            .build();

    /** A firewall before a load balancer, one for each family. */
    public static final ResourceKind FIREWALL_KIND = ResourceKind.builder()
            .name("simulated#firewall")
            .role(Role.FIREWALL)
            .addAttributes(LOAD_BALANCER, IP_FAMILY, SOURCE_RANGES, PORTS)
            .exposes(SimulatedKinds::admitted)
            .build();

    private static final SortedSet<ResourceKind> ALL = new TreeSet<>(
            List.of(LOAD_BALANCER_KIND, LISTENER_KIND, BACKEND_POOL_KIND, HEALTH_CHECK_KIND, FIREWALL_KIND));

    private SimulatedKinds() {}

    /** An address of a family that the load balancer does not use any more is on its way out. */
    private static SortedSet<String> published(Resource loadBalancer) {
        SortedSet<String> published = new TreeSet<>();
        List<String> families = loadBalancer.get(IP_FAMILIES).orElse(List.of());
        loadBalancer.get(IP_ADDRESS).filter(known -> families.contains("IPv4")).ifPresent(published::add);
        loadBalancer
                .get(IPV6_ADDRESS)
                .filter(known -> families.contains("IPv6"))
                .ifPresent(published::add);
        loadBalancer.get(HOSTNAME).ifPresent(published::add);
        return published;
    }

    static Optional<SessionAffinity> affinity(Resource object) {
        return object.get(SESSION_AFFINITY).map(text -> SessionAffinity.parse("sessionAffinity", text));
    }

    static Optional<CheckTiming> timing(Resource check) {
        return check.get(INTERVAL_SECONDS)
                .filter(seconds -> seconds > 0)
                .map(seconds -> new CheckTiming(Duration.ofSeconds(seconds), HealthModel.THRESHOLD));
    }

    private static OptionalInt poolPort(Resource pool) {
        return pool.get(POOL_PORT).stream().mapToInt(Long::intValue).findFirst();
    }

    static boolean isProtected(Resource object) {
        return object.get(DELETION_PROTECTION).orElse(false);
    }

    static Exposure reach(Resource loadBalancer) {
        return Exposure.builder()
                .reach(loadBalancer
                        .get(SCHEME)
                        .map(scheme -> scheme.equals("internal") ? Exposure.Reach.INTERNAL : Exposure.Reach.PUBLIC))
                .build();
    }

    static Exposure admitted(Resource firewall) {
        return Exposure.builder()
                .sources(firewall.get(SOURCE_RANGES)
                        .map(ranges ->
                                CidrSet.of(ranges.stream().map(Cidr::parse).toList())))
                .build();
    }

    /**
     * {@return the addresses that clients are to use of an object, in a cloud of any shape; none if it only holds them}
     *
     * @param object the object
     */
    public static List<IpAddress> addresses(Resource object) {
        return object.kind().publishes().isEmpty()
                ? List.of()
                : Stream.of(IP_ADDRESS, IPV6_ADDRESS)
                        .flatMap(attribute -> object.get(attribute).stream())
                        .map(IpAddress::parse)
                        .toList();
    }

    /** {@return every kind} */
    public static Set<ResourceKind> all() {
        return Set.copyOf(ALL);
    }
}
