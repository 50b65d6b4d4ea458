package io.lbkit.reconcile.backend;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Says for every port of a Service who its backends are: nodes on the node port, or pods on their own address, by the rules
 * of Kubernetes. Pure. The set of eligible nodes is made once for a snapshot and shared by all Services, so resolving a
 * fleet in instance mode costs little more than resolving one Service. Safe for use by many threads.
 *
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/1669-proxy-terminating-endpoints">KEP-1669</a>
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/3458-cloud-provider-stable-load-balancer-set">KEP-3458</a>
 */
public final class BackendResolver {
    private static final int KUBE_PROXY_HEALTH_PORT = 10_256;
    private static final String HEALTH_PATH = "/healthz";

    private final ClusterSnapshot cluster;
    private final NodeTargets nodes;

    private BackendResolver(ClusterSnapshot cluster, NodeTargets nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /**
     * A resolver for the Services of a snapshot.
     *
     * @param cluster the snapshot
     * @return the resolver
     */
    public static BackendResolver of(ClusterSnapshot cluster) {
        return of(cluster, UnaryOperator.identity());
    }

    /**
     * A resolver for the Services of a snapshot whose sets of nodes are those of an owner of many sets.
     *
     * @param cluster the snapshot
     * @param shared gives the set that stands for a set and all its equals; pure as far as equality goes, safe for the threads
     *     that use the resolver
     * @return the resolver
     */
    public static BackendResolver of(ClusterSnapshot cluster, UnaryOperator<MemberSet> shared) {
        return new BackendResolver(cluster, new NodeTargets(cluster, shared));
    }

    /**
     * A resolver for a later snapshot. Where the nodes are the same, it has the same answers about them.
     *
     * @param next the later snapshot
     * @return its resolver
     */
    public BackendResolver following(ClusterSnapshot next) {
        return new BackendResolver(next, next.hasNodesOf(cluster) ? nodes : nodes.of(next));
    }

    /**
     * Which choice of nodes a set is: the very set that this resolver put into backends, not one that is merely equal.
     *
     * @param members the set
     * @return the choice; nothing if the set is empty, depends on more than the nodes, or is the set of several choices
     */
    public Optional<NodeChoice> choiceOf(MemberSet members) {
        return nodes.choiceOf(members);
    }

    /**
     * {@return the eligible nodes of a choice; all backends of that choice share this set}
     *
     * @param choice the choice
     */
    public MemberSet nodes(NodeChoice choice) {
        return nodes.answer(choice).members();
    }

    /** {@return the snapshot that it looks into} */
    public ClusterSnapshot cluster() {
        return cluster;
    }

    /**
     * Resolves the backends of a Service, one entry for each port and family.
     *
     * @param service the Service
     * @param options in which way
     * @return who is in, who is out and why
     */
    public ServiceBackends resolve(Service service, BackendOptions options) {
        SourceRangeResolver.Resolved ranges = SourceRangeResolver.resolve(service);
        Set<Finding> findings = new TreeSet<>(ranges.findings());
        ServiceBackends.Builder backends =
                ServiceBackends.builder().service(service.key()).sourceRanges(ranges.ranges());
        for (ServicePort port : service.ports()) {
            for (IpFamily family : service.effectiveFamilies()) {
                backends.addPort(
                        options.mode() == BackendMode.NODE_PORT
                                ? nodes(service, port, family, options, findings)
                                : pods(service, port, family, options));
            }
        }
        boolean written = !cluster.endpointSlices(service.key()).isEmpty();
        if (service.selector().isEmpty() && !written && cluster.sliceCoverage(service.key()) == Coverage.COMPLETE) {
            findings.add(BackendFindings.noSelectorNoSlices(service));
        }
        return backends.addAllFindings(findings).build();
    }

    private PortBackends nodes(
            Service service, ServicePort port, IpFamily family, BackendOptions options, Set<Finding> findings) {
        PortBackends.Builder backends =
                PortBackends.builder().port(port).family(family).mode(BackendMode.NODE_PORT);
        nodeCheck(service, port, options, findings).ifPresent(backends::healthCheck);
        if (port.nodePort().isEmpty()) {
            return withoutNodePort(service, port, backends, findings);
        }
        NodeTargets.Answer targets = nodes.eligible(options, service.externalTrafficPolicy(), family);
        Coverage coverage = cluster.coverage(ObjectType.NODE);
        if (targets.members().isEmpty() && coverage == Coverage.COMPLETE) {
            findings.add(BackendFindings.noEligibleNode(service, cluster.nodes().size()));
        }
        if (options.onlyNodesWithReadyEndpoints() && service.externalTrafficPolicy() == TrafficPolicy.LOCAL) {
            coverage = coverage.and(cluster.sliceCoverage(service.key()));
            targets = targets.narrowedTo(
                    nodesWithReadyEndpoints(service, port, family),
                    "no ready endpoint of Service/" + service.key() + " is known on the node");
        }
        return backends.coverage(coverage)
                .members(targets.members())
                .excluded(targets.excluded())
                .build();
    }

    private static PortBackends withoutNodePort(
            Service service, ServicePort port, PortBackends.Builder backends, Set<Finding> findings) {
        boolean allocated = service.allocateLoadBalancerNodePorts();
        findings.add(
                allocated ? BackendFindings.nodePortPending(service, port) : BackendFindings.noNodePort(service, port));
        return backends.coverage(Coverage.UNKNOWN)
                .excluded(Exclusions.of(new Exclusion(
                        port.label(),
                        ExclusionReason.PORT_WITHOUT_NODE_PORT,
                        "Service/" + service.key() + " port " + port.label() + " has no nodePort")))
                .build();
    }

    private Set<String> nodesWithReadyEndpoints(Service service, ServicePort port, IpFamily family) {
        return EndpointMerge.of(cluster, service, port, family).entries().stream()
                .filter(entry -> entry.endpoint().isReady())
                .flatMap(entry -> entry.endpoint().nodeName().stream())
                .collect(Collectors.toSet());
    }

    private static Optional<HealthCheck> nodeCheck(
            Service service, ServicePort port, BackendOptions options, Set<Finding> findings) {
        if (service.externalTrafficPolicy() == TrafficPolicy.LOCAL) {
            OptionalInt check = service.healthCheckNodePort();
            if (check.isEmpty()) {
                findings.add(BackendFindings.noHealthCheckNodePort(service));
                return Optional.empty();
            }
            return Optional.of(
                    HealthCheck.http(check.getAsInt(), HEALTH_PATH, HealthCheck.Meaning.NODE_HAS_READY_ENDPOINT));
        }
        boolean onNodePort =
                options.nodeCheck() == BackendOptions.NodeCheck.NODE_PORT && port.protocol() == Protocol.TCP;
        if (!onNodePort) {
            return Optional.of(
                    HealthCheck.http(KUBE_PROXY_HEALTH_PORT, HEALTH_PATH, HealthCheck.Meaning.NODE_FORWARDS));
        }
        return port.nodePort().isPresent()
                ? Optional.of(HealthCheck.tcp(port.nodePort().getAsInt(), HealthCheck.Meaning.NODE_FORWARDS))
                : Optional.empty();
    }

    private PortBackends pods(Service service, ServicePort port, IpFamily family, BackendOptions options) {
        EndpointMerge merge = EndpointMerge.of(cluster, service, port, family);
        boolean anyReady =
                merge.entries().stream().anyMatch(entry -> entry.endpoint().isReady());
        PodGates gates = new PodGates(cluster, options.unreadyPods(), merge.entries());
        List<Member> members = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>(merge.excluded());
        for (EndpointEntry entry : merge.entries()) {
            Optional<ExclusionReason> out = unusable(entry).filter(reason -> !gates.admit(entry));
            if (out.isPresent()) {
                excluded.add(new Exclusion(entry.label(), out.get(), entry.where() + " " + conditions(entry)));
            } else {
                members.add(pod(entry, anyReady));
            }
        }
        PortBackends.Builder backends = PortBackends.builder()
                .port(port)
                .family(family)
                .mode(BackendMode.POD_IP)
                .coverage(cluster.sliceCoverage(service.key()))
                .members(MemberSet.of(members))
                .excluded(Exclusions.of(excluded));
        podCheck(port, merge.entries()).ifPresent(backends::healthCheck);
        return backends.build();
    }

    private static Optional<ExclusionReason> unusable(EndpointEntry entry) {
        if (entry.endpoint().isReady()) {
            return Optional.empty();
        }
        if (!entry.endpoint().isTerminating()) {
            return Optional.of(ExclusionReason.ENDPOINT_NOT_READY);
        }
        return entry.endpoint().isServing() ? Optional.empty() : Optional.of(ExclusionReason.ENDPOINT_NOT_SERVING);
    }

    private static String conditions(EndpointEntry entry) {
        return "ready=" + entry.endpoint().isReady() + " serving="
                + entry.endpoint().isServing() + " terminating="
                + entry.endpoint().isTerminating();
    }

    private Member pod(EndpointEntry entry, boolean anyReady) {
        boolean drains = entry.endpoint().isTerminating() && !entry.endpoint().isReady() && anyReady;
        return Member.builder()
                .id(entry.address().toString())
                .port(entry.port())
                .address(entry.address())
                .zone(entry.endpoint()
                        .zone()
                        .or(() -> entry.endpoint()
                                .nodeName()
                                .flatMap(cluster::node)
                                .flatMap(Node::zone)))
                .state(drains ? MemberState.DRAINING : MemberState.ACTIVE)
                .build();
    }

    private static Optional<HealthCheck> podCheck(ServicePort port, Collection<EndpointEntry> entries) {
        if (port.protocol() != Protocol.TCP) {
            return Optional.empty();
        }
        Set<Integer> numbers = entries.stream().map(EndpointEntry::port).collect(Collectors.toSet());
        OptionalInt number = OptionalInt.empty();
        if (numbers.size() == 1) {
            number = OptionalInt.of(numbers.iterator().next());
        } else if (numbers.isEmpty() && !port.targetPort().isNamed()) {
            number = OptionalInt.of(port.targetPort().number());
        }
        return Optional.of(
                new HealthCheck(HealthCheck.Protocol.TCP, number, Optional.empty(), HealthCheck.Meaning.POD_ACCEPTS));
    }
}
