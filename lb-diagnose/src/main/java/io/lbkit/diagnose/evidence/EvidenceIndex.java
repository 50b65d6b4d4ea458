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
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.BackendResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The input of a diagnosis with what is looked up again and again, sorted out once for all Services. Immutable. */
public final class EvidenceIndex {
    private final DiagnosisInput input;
    private final PodIndex pods;
    private final BackendResolver resolver;
    private final PolicyEvaluator policies;
    private final Optional<TrafficIndex> traffic;
    private final TrafficParties parties;
    private final HealthyNodes healthyNodes;
    private final Map<ServiceKey, List<Resource>> owned = new HashMap<>();
    private final Map<String, List<ServiceKey>> claims = new HashMap<>();
    private final Map<String, Node> nodesByCloudId = new HashMap<>();
    private final Map<IpAddress, Node> nodesByAddress = new HashMap<>();
    private final Set<String> zones = new HashSet<>();

    private EvidenceIndex(DiagnosisInput input) {
        this.input = input;
        this.pods = PodIndex.of(input.cluster());
        this.resolver = BackendResolver.of(input.cluster());
        this.policies = PolicyEvaluator.of(input.cluster(), input.namespaceLabels());
        this.traffic = input.traffic().map(TrafficIndex::of);
        this.parties = TrafficParties.of(input, pods);
        this.healthyNodes = new HealthyNodes(input.observation());
        input.observation().ifPresent(seen -> seen.actual().resources().forEach(this::assign));
        input.cluster().nodes().forEach(this::locate);
        input.cluster().services().stream().filter(Service::wantsLoadBalancer).forEach(this::claim);
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

    private void assign(Resource resource) {
        for (Owner owner : resource.owners()) {
            boolean ours = input.clusterId().map(owner.cluster()::equals).orElse(true);
            if (ours) {
                owner.service()
                        .ifPresent(service -> owned.computeIfAbsent(service, key -> new ArrayList<>())
                                .add(resource));
            }
        }
    }

    private void locate(Node node) {
        node.providerId().ifPresent(id -> nodesByCloudId.put(id.substring(id.lastIndexOf('/') + 1), node));
        node.addresses().forEach(address -> nodesByAddress.put(address.address(), node));
        node.zone().ifPresent(zones::add);
    }

    /** {@return whether nodes are known to be in several zones} */
    public boolean hasZones() {
        return zones.size() > 1;
    }

    /**
     * {@return the node that a target stands for: by its name, by the end of its provider id, or by an address}
     *
     * @param target the target
     */
    public Optional<Node> node(Member target) {
        return input.cluster()
                .node(target.id())
                .or(() -> Optional.ofNullable(nodesByCloudId.get(target.id())))
                .or(() -> target.address().flatMap(this::nodeAt));
    }

    /**
     * {@return the node that has an address}
     *
     * @param address the address
     */
    public Optional<Node> nodeAt(IpAddress address) {
        return Optional.ofNullable(nodesByAddress.get(address));
    }

    /**
     * {@return whether some load balancer finds a node healthy}
     *
     * @param node the node as a target, without a port
     */
    public boolean isHealthySomewhere(MemberKey node) {
        return healthyNodes.contains(node);
    }

    private void claim(Service service) {
        for (LoadBalancerIngress ingress : service.ingress()) {
            for (ServicePort port : service.ports()) {
                claims.computeIfAbsent(claim(ingress, port), key -> new ArrayList<>())
                        .add(service.key());
            }
        }
    }

    private static String claim(LoadBalancerIngress ingress, ServicePort port) {
        return address(ingress) + " " + port.protocol() + "/" + port.port();
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
                        owned.getOrDefault(service.key(), List.of()).stream()
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
        return claims.getOrDefault(claim(ingress, port), List.of());
    }
}
