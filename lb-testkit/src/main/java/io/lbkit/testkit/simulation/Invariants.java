package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.NodeEligibility;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedKinds;
import io.lbkit.testkit.cloud.SmallObjectKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the world before and after each call of the controller, and says which rules the call broke. */
final class Invariants {
    /** For so long somebody has been healthy before the controller has to know it. */
    private static final Duration KNOWN = Duration.ofSeconds(30);

    private final Scheduler queue;
    private final Instant start;
    private final SimulatedCluster cluster;
    private final LoadBalancers loadBalancers;
    private final Trace trace;
    private final List<Violation> violations = new ArrayList<>();

    /** The addresses that the last reading showed, stale or not, but for those that a call took away since. */
    private Set<String> read = new TreeSet<>();

    /** The addresses that somebody gave up at the console, until a load balancer has them again. */
    private final Set<String> givenUp = new TreeSet<>();

    Invariants(Scheduler queue, SimulatedCluster cluster, LoadBalancers loadBalancers, Trace trace) {
        this.queue = queue;
        this.start = queue.instant();
        this.cluster = cluster;
        this.loadBalancers = loadBalancers;
        this.trace = trace;
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    void broken(Rule rule, String detail) {
        Violation violation = new Violation(rule, Duration.between(start, queue.instant()), detail);
        violations.add(violation);
        trace.add("VIOLATION " + violation);
    }

    /**
     * The world before a call.
     *
     * @param foreign the objects that are not ours, by the cloud's ids
     * @param serving the doors at which each Service is served, and has been for some time, and is to be, as far as is known
     * @param addresses the addresses that exist
     */
    record Before(Map<String, Resource> foreign, Map<ServiceKey, Set<Door>> serving, Set<String> addresses) {}

    /** Looks at some Services, or at all if none is named. */
    Before before(Set<ServiceKey> concerned) {
        givenUp.removeIf(
                address -> loadBalancers.now().at(IpAddress.parse(address)).isPresent());
        Map<ServiceKey, Set<Door>> serving = new TreeMap<>();
        Instant knownSince = queue.instant().minus(KNOWN);
        cluster.snapshot().services().stream()
                .filter(service -> concerned.isEmpty() || concerned.contains(service.key()))
                .forEach(service -> serving.put(service.key(), wanted(service, knownSince)));
        return new Before(foreign(), serving, addresses());
    }

    private Set<Door> wanted(Service service, Instant knownSince) {
        Set<Door> doors = new TreeSet<>(loadBalancers.servingDoors(service, knownSince));
        doors.removeIf(door -> !isWanted(service, door));
        return doors;
    }

    private Map<String, Resource> foreign() {
        Map<String, Resource> foreign = new LinkedHashMap<>();
        loadBalancers.now().objects().stream()
                .filter(object -> !isOurs(object))
                .forEach(object -> foreign.put(object.cloudId().orElseThrow(), object));
        return foreign;
    }

    static boolean isOurs(Resource object) {
        return object.owners().stream().anyMatch(owner -> owner.cluster().equals(Simulation.CLUSTER_ID));
    }

    private Set<String> addresses() {
        return addresses(loadBalancers.now().objects());
    }

    private static Set<String> addresses(Collection<Resource> objects) {
        Set<String> addresses = new TreeSet<>();
        for (Resource object : objects) {
            object.get(SimulatedKinds.IP_ADDRESS).ifPresent(addresses::add);
            object.get(SimulatedKinds.IPV6_ADDRESS).ifPresent(addresses::add);
        }
        return addresses;
    }

    /** The controller reads what exists. */
    void read(Observation observation) {
        read = addresses(observation.actual().resources());
    }

    /** Somebody deletes an object at the console. */
    void givenUp(Resource object) {
        givenUp.addAll(addresses(List.of(object)));
    }

    void after(String call, Before before) {
        Map<String, Resource> foreign = foreign();
        before.foreign().forEach((cloudId, object) -> {
            if (!object.equals(foreign.get(cloudId))) {
                broken(
                        Rule.FOREIGN_UNTOUCHED,
                        call + " changed " + object.id() + " (" + cloudId + "), which is not ours");
            }
        });
        Set<String> addresses = addresses();
        read.removeIf(address -> before.addresses().contains(address) && !addresses.contains(address));
        for (Service service : cluster.snapshot().services()) {
            if (!before.serving().containsKey(service.key())) {
                continue;
            }
            SortedSet<Door> cut = new TreeSet<>(before.serving().getOrDefault(service.key(), Set.of()));
            cut.removeAll(loadBalancers.openDoors(service, queue.instant().minus(KNOWN)));
            cut.removeIf(door -> !isWanted(service, door) || isHeld(service, door));
            if (!cut.isEmpty()) {
                broken(Rule.NEVER_CUT_OFF, call + " took the last healthy member of " + service.key() + " at " + cut);
            }
            for (LoadBalancerIngress ingress : service.ingress()) {
                String address = ingress.ip().map(Object::toString).orElse("");
                if (service.wantsLoadBalancer()
                        && before.addresses().contains(address)
                        && !addresses.contains(address)
                        && !givenUp.contains(address)) {
                    broken(Rule.ADDRESS_KEPT, call + " took " + address + " away from " + service.key());
                }
            }
        }
    }

    /** Where a rule goes before its successor comes, nobody is served in between, and an address object keeps the address. */
    private boolean isHeld(Service service, Door door) {
        Set<String> published = service.ingress().stream()
                .flatMap(ingress -> ingress.ip().stream())
                .filter(address -> address.family() == door.family()
                        && loadBalancers.now().at(address).isEmpty())
                .map(Object::toString)
                .collect(Collectors.toSet());
        return loadBalancers.now().objects().stream()
                .filter(object -> object.kind().equals(SmallObjectKinds.ADDRESS_KIND))
                .anyMatch(object -> object.get(SmallObjectKinds.ADDRESS)
                        .filter(published::contains)
                        .isPresent());
    }

    /**
     * Whether the controller, and whoever forwards, knows that the door is wanted and that there are ready endpoints behind
     * it: also as long ago as a controller may carry on with what it had begun before it heard of a change.
     */
    private boolean isWanted(Service service, Door door) {
        Instant now = queue.instant().minus(ControllerHost.INFORMER_LAG);
        List<ClusterSnapshot> known = Stream.of(Duration.ZERO, Machine.MOST_PROXY_LAG, ControllerHost.REACTION)
                .map(ago -> cluster.api().asOf(now.minus(ago)).cluster())
                .toList();
        return known.get(0)
                .service(service.key())
                .filter(seen -> Door.of(seen).contains(door))
                .filter(seen -> known.stream().allMatch(each -> isReady(each, seen, door)))
                .isPresent();
    }

    private boolean isReady(ClusterSnapshot known, Service service, Door door) {
        return known.endpointSlices(service.key()).stream()
                .filter(slice -> slice.addressType().name().equals(door.family().name()))
                .flatMap(slice -> slice.endpoints().stream())
                .anyMatch(endpoint -> endpoint.isReady() && isReachable(known, service, endpoint));
    }

    /**
     * Where members are checked only once traffic is led to them, nobody can know of a pod or a node that has ceased to
     * work. And whoever asks for nodes of which none leads to a ready pod asks to be cut off.
     */
    private boolean isReachable(ClusterSnapshot known, Service service, Endpoint endpoint) {
        if (Services.isForPods(service)) {
            return loadBalancers.areCheckedBeforeUse() || isWorking(endpoint);
        }
        Stream<Node> wanted = service.externalTrafficPolicy() == TrafficPolicy.CLUSTER
                ? known.nodes().stream()
                : endpoint.nodeName().flatMap(known::node).stream();
        return isWorking(endpoint)
                && wanted.anyMatch(node ->
                        !node.labels().containsKey(NodeEligibility.EXCLUSION_LABEL) && cluster.isAlive(node.name()));
    }

    private boolean isWorking(Endpoint endpoint) {
        return endpoint.addresses().stream()
                .map(IpAddress::parse)
                .flatMap(address -> cluster.pods().at(address).stream())
                .anyMatch(pod -> pod.isReady() && pod.machine().isUp());
    }

    /** Judges what is published, against what exists, or could be read. */
    void published(ServiceKey service, List<LoadBalancerIngress> ingress) {
        Set<String> addresses = addresses();
        ingress.stream()
                .flatMap(entry -> entry.ip().stream())
                .map(Object::toString)
                .filter(address -> !addresses.contains(address) && !read.contains(address))
                .forEach(address ->
                        broken(Rule.STATUS_TRUE, service + " publishes " + address + ", which no load balancer has"));
    }
}
