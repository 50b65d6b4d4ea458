package io.lbkit.diagnose.evidence;

import io.lbkit.diagnose.policy.PolicyEvaluator;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.BackendResolver;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The input of a diagnosis with what is looked up again and again. It is sorted out for all Services when it is needed: who asks
 * about one Service does not pay for all. Safe for use by many threads.
 */
public final class EvidenceIndex {
    private final DiagnosisInput input;
    private final PodIndex pods;
    private final WorkloadIndex workloads;
    private final BackendResolver resolver;
    private final PolicyEvaluator policies;
    private final Optional<TrafficIndex> traffic;
    private final TrafficParties parties;
    private final HealthyNodes healthyNodes;
    private final Lazy<NodeIndex> nodes;
    private final KeyIndex<ServiceKey, Resource> owned;
    private final KeyIndex<Claim, Service> claims;

    /** An entry of the status for one port. */
    private record Claim(Optional<IpAddress> ip, Optional<String> hostname, Protocol protocol, int port) {}

    private EvidenceIndex(DiagnosisInput input) {
        this.input = input;
        this.pods = PodIndex.of(input.cluster());
        this.workloads = WorkloadIndex.of(input.cluster());
        this.resolver = BackendResolver.of(input.cluster());
        this.policies = PolicyEvaluator.of(input.cluster(), input.namespaceLabels());
        this.traffic = input.traffic().map(TrafficIndex::of);
        this.parties = TrafficParties.of(input, pods);
        this.healthyNodes = new HealthyNodes(input.observation());
        this.nodes = new Lazy<>(() -> new NodeIndex(input.cluster()));
        this.owned = new KeyIndex<>(
                input.observation().map(seen -> seen.actual().resources()).orElse(List.of()), this::owners);
        this.claims = new KeyIndex<>(input.cluster().services(), EvidenceIndex::claims);
    }

    /**
     * An index of an input.
     *
     * @param input the input
     * @return the index
     */
    public static EvidenceIndex of(DiagnosisInput input) {
        return new EvidenceIndex(input);
    }

    private void owners(Resource resource, Consumer<ServiceKey> found) {
        for (Owner owner : resource.owners()) {
            if (input.clusterId().map(owner.cluster()::equals).orElse(true)) {
                owner.service().ifPresent(found);
            }
        }
    }

    /** {@return whether nodes are known to be in several zones} */
    public boolean hasZones() {
        return nodes.get().hasZones();
    }

    /**
     * {@return the node that a target stands for: by its name, by the end of its provider id, or by an address}
     *
     * @param target the target
     */
    public Optional<Node> node(Member target) {
        return input.cluster()
                .node(target.id())
                .or(() -> nodes.get().ofCloudId(target.id()))
                .or(() -> target.address().flatMap(this::nodeAt));
    }

    /**
     * {@return the node that has an address}
     *
     * @param address the address
     */
    public Optional<Node> nodeAt(IpAddress address) {
        return nodes.get().at(address);
    }

    /**
     * {@return whether some load balancer finds a node healthy}
     *
     * @param node the node as a target, without a port
     */
    public boolean isHealthySomewhere(MemberKey node) {
        return healthyNodes.contains(node);
    }

    private static void claims(Service service, Consumer<Claim> found) {
        if (service.wantsLoadBalancer()) {
            for (LoadBalancerIngress ingress : service.ingress()) {
                service.ports().forEach(port -> found.accept(claim(ingress, port)));
            }
        }
    }

    private static Claim claim(LoadBalancerIngress ingress, ServicePort port) {
        Optional<String> hostname = ingress.ip().isPresent() ? Optional.empty() : ingress.hostname();
        return new Claim(ingress.ip(), hostname, port.protocol(), port.port());
    }

    /**
     * {@return an entry of the status as text}
     *
     * @param ingress the entry
     */
    public static String address(LoadBalancerIngress ingress) {
        return ingress.ip().map(Object::toString).or(ingress::hostname).orElse("");
    }

    /** {@return the input} */
    public DiagnosisInput input() {
        return input;
    }

    /** {@return the pods by their labels} */
    public PodIndex pods() {
        return pods;
    }

    /** {@return who makes pods, and which budgets protect them} */
    public WorkloadIndex workloads() {
        return workloads;
    }

    /** {@return who should be behind a Service} */
    public BackendResolver resolver() {
        return resolver;
    }

    /** {@return what NetworkPolicies let in} */
    public PolicyEvaluator policies() {
        return policies;
    }

    /** {@return what was seen of traffic; absent if nobody looked} */
    public Optional<TrafficIndex> traffic() {
        return traffic;
    }

    /** {@return who calls whom; nobody if no traffic was seen} */
    public TrafficParties parties() {
        return parties;
    }

    /**
     * {@return what the cloud has of a Service; nothing if the cloud was not asked}
     *
     * @param service the Service
     */
    public Optional<LoadBalancerView> loadBalancer(Service service) {
        return input.observation()
                .map(seen -> new LoadBalancerView(
                        seen.actual(),
                        owned.under(service.key()).stream()
                                .filter(resource -> isOf(resource, service))
                                .toList(),
                        seen.unread().isEmpty()));
    }

    /** A mark with another uid is that of an earlier Service of the same name. */
    private static boolean isOf(Resource resource, Service service) {
        return resource.owners().stream()
                .filter(owner -> owner.service().filter(service.key()::equals).isPresent())
                .anyMatch(owner -> owner.uid().isEmpty()
                        || service.uid().isEmpty()
                        || owner.uid().equals(service.uid()));
    }

    /**
     * {@return the Services whose status has the same address for the same port and protocol, this one included}
     *
     * @param ingress an entry of the status
     * @param port a port of the Service
     */
    public List<ServiceKey> claimants(LoadBalancerIngress ingress, ServicePort port) {
        return claims.under(claim(ingress, port)).stream().map(Service::key).toList();
    }
}
