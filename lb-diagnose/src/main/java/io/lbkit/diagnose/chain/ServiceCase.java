package io.lbkit.diagnose.chain;

import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.backend.EndpointMerge;
import io.lbkit.reconcile.plan.Differ;
import io.lbkit.reconcile.plan.Difference;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One Service with all views of it side by side: what rules and chains look at. Immutable. */
public final class ServiceCase {
    private final EvidenceIndex index;
    private final Service service;
    private final Optional<Design> design;
    private final Optional<LoadBalancerView> loadBalancer;
    private final SortedMap<ResourceId, ResourceStatus> states;
    private final List<Pod> pods;
    private final List<Workload> workloads;
    private final List<Finding> resolverFindings;
    private final List<PortCase> ports;
    private final List<Difference> differences;
    private final List<Chain> chains;
    private final List<Refusal> refusals;
    private final List<FailingTarget> failingTargets;
    private final List<BackendTraffic> traffic;

    private ServiceCase(EvidenceIndex index, Service service) {
        this.index = index;
        this.service = service;
        this.design = Optional.ofNullable(index.input().designs().get(service.key()));
        this.loadBalancer = index.loadBalancer(service);
        this.states = states();
        this.pods = index.pods().selectedBy(service);
        this.workloads = index.workloads().making(service);
        Optional<ServiceBackends> backends = backends();
        this.resolverFindings = backends.map(ServiceBackends::findings).orElse(List.of());
        this.ports = ports(backends);
        this.differences = compared();
        ChainWalk.Result walked = ChainWalk.of(this);
        this.chains = walked.chains();
        this.refusals = walked.refusals();
        this.failingTargets = walked.failing();
        this.traffic = walked.traffic();
    }

    /**
     * The case of a Service.
     *
     * @param index the evidence
     * @param service the Service
     * @return the case
     */
    public static ServiceCase of(EvidenceIndex index, Service service) {
        return new ServiceCase(index, service);
    }

    private Optional<ServiceBackends> backends() {
        return design.flatMap(Design::backends)
                .or(() -> guessedMode()
                        .map(mode -> index.resolver()
                                .resolve(
                                        service,
                                        mode == BackendMode.POD_IP
                                                ? BackendOptions.podIp()
                                                : BackendOptions.nodePort())));
    }

    /** Without a design the targets that are registered say what the load balancer sends to. */
    private Optional<BackendMode> guessedMode() {
        return loadBalancer.stream()
                .flatMap(view -> view.owned().stream())
                .flatMap(resource -> resource.members().stream())
                .flatMap(members -> members.asList().stream())
                .findFirst()
                .map(member ->
                        member.port().isPresent() && cluster().node(member.id()).isEmpty()
                                ? BackendMode.POD_IP
                                : BackendMode.NODE_PORT);
    }

    private List<PortCase> ports(Optional<ServiceBackends> backends) {
        List<Front> fronts = fronts(backends);
        ExpectedMembers expected = new ExpectedMembers(design);
        fronts.forEach(front -> front.pool().ifPresent(pool -> expected.add(pool, front.wanted())));
        return fronts.stream().map(front -> port(front, expected)).toList();
    }

    /** A port and family with the pool behind it and who should be there. */
    private record Front(ServicePort port, IpFamily family, Optional<PortBackends> wanted, Optional<Resource> pool) {}

    private List<Front> fronts(Optional<ServiceBackends> backends) {
        List<Front> made = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            for (IpFamily family : service.effectiveFamilies()) {
                Optional<PortBackends> wanted = backends.stream()
                        .flatMap(all -> all.ports().stream())
                        .filter(each -> each.port().equals(port) && each.family() == family)
                        .findFirst();
                made.add(new Front(port, family, wanted, loadBalancer.flatMap(view -> view.pool(port, family))));
            }
        }
        return made;
    }

    private PortCase port(Front front, ExpectedMembers expected) {
        Map<MemberKey, MemberHealth> health = front.pool()
                .map(Resource::id)
                .flatMap(
                        id -> input().observation().map(Observation::health).map(all -> all.getOrDefault(id, Map.of())))
                .orElse(Map.of());
        return new PortCase(
                front.port(),
                front.family(),
                EndpointMerge.of(cluster(), service, front.port(), front.family()),
                front.wanted(),
                loadBalancer,
                front.pool(),
                front.pool().flatMap(expected::of),
                health);
    }

    /** Attributes and objects alone; the members are compared hop by hop. */
    private List<Difference> compared() {
        if (loadBalancer.isEmpty() || design.isEmpty() || design.get().outcome() != Design.Outcome.DESIGNED) {
            return List.of();
        }
        ResourceGraph wanted = ResourceGraph.of(design.get().resources());
        ResourceGraph found = ResourceGraph.of(wanted.resources().stream()
                .flatMap(resource -> loadBalancer.get().graph().get(resource.id()).stream())
                .toList());
        return new TreeMap<>(Differ.diff(wanted, found)).values().stream().toList();
    }

    private DiagnosisInput input() {
        return index.input();
    }

    /** {@return the evidence of all Services} */
    public EvidenceIndex index() {
        return index;
    }

    /** {@return the cluster} */
    public ClusterSnapshot cluster() {
        return index.input().cluster();
    }

    /** {@return the Service} */
    public Service service() {
        return service;
    }

    /** {@return the Service as it is named in evidence, for example {@code Service/shop/web}} */
    public String subject() {
        return "Service/" + service.key();
    }

    /** {@return what the provider would make of the Service, if that is known} */
    public Optional<Design> design() {
        return design;
    }

    /** {@return what the cloud has of the Service; absent if it was not asked} */
    public Optional<LoadBalancerView> loadBalancer() {
        return loadBalancer;
    }

    /** {@return the pods that the Service selects and that have not ended} */
    public List<Pod> pods() {
        return pods;
    }

    /** {@return the selected pods that are not on their way out} */
    public List<Pod> stayingPods() {
        return pods.stream().filter(pod -> pod.deletionRequested().isEmpty()).toList();
    }

    /** {@return the workloads whose new pods the Service selects, as far as they are known} */
    public List<Workload> workloads() {
        return workloads;
    }

    /** {@return what makes the pods, as it is named in remedies} */
    public String maker() {
        return workloads.size() == 1 ? workloads.get(0).key().toString() : "the workload behind " + subject();
    }

    /** {@return what the resolution of backends has to say} */
    public List<Finding> resolverFindings() {
        return resolverFindings;
    }

    /** What the cloud says of the load balancers; mostly nothing. */
    private SortedMap<ResourceId, ResourceStatus> states() {
        SortedMap<ResourceId, ResourceStatus> told =
                input().observation().map(Observation::states).orElseGet(TreeMap::new);
        SortedMap<ResourceId, ResourceStatus> own = new TreeMap<>();
        if (!told.isEmpty()) {
            loadBalancer.stream()
                    .flatMap(view -> view.of(Role.LOAD_BALANCER).stream())
                    .map(Resource::id)
                    .forEach(id -> Optional.ofNullable(told.get(id)).ifPresent(status -> own.put(id, status)));
        }
        return own;
    }

    /**
     * {@return the load balancers that are in a state, with what the cloud says of them}
     *
     * @param state the state
     */
    public SortedMap<ResourceId, ResourceStatus> loadBalancers(ResourceStatus.State state) {
        SortedMap<ResourceId, ResourceStatus> found = new TreeMap<>(states);
        found.values().removeIf(status -> status.state() != state);
        return found;
    }

    /** {@return every port and family} */
    public List<PortCase> ports() {
        return ports;
    }

    /** {@return how the objects of the cloud differ from the design, without their members; none if a side is unknown} */
    public List<Difference> differences() {
        return differences;
    }

    /** {@return the way to every backend} */
    public List<Chain> chains() {
        return chains;
    }

    /** {@return what filters of the cloud refuse on these ways, the first refusal of each} */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** {@return the targets on these ways that the load balancer finds unhealthy} */
    public List<FailingTarget> failingTargets() {
        return failingTargets;
    }

    /** {@return what was seen of requests to every backend; none if nobody looked} */
    public List<BackendTraffic> traffic() {
        return traffic;
    }

    /** {@return the events about the Service} */
    public Collection<ClusterEvent> events() {
        return cluster().events(subject());
    }

    /**
     * {@return whether all objects of a type are known}
     *
     * @param type the type
     */
    public boolean knowsAll(ObjectType type) {
        return cluster().coverage(type) == Coverage.COMPLETE;
    }

    /** {@return whether all slices of the Service are known} */
    public boolean knowsSlices() {
        return cluster().sliceCoverage(service.key()) == Coverage.COMPLETE;
    }

    /** {@return whether the object comes from the cluster, not from a manifest: then its status is known} */
    public boolean isStored() {
        return service.uid().isPresent();
    }

    /**
     * {@return the node of a name, if it is known}
     *
     * @param name the name
     */
    public Optional<Node> node(String name) {
        return cluster().node(name);
    }
}
