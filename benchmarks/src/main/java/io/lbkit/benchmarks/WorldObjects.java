package io.lbkit.benchmarks;

import static io.lbkit.benchmarks.WorldDraft.PODS_A_SERVICE;

import io.lbkit.benchmarks.WorldDraft.Fault;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.IntOrPercent;
import io.lbkit.model.cluster.IpBlock;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyRule;
import io.lbkit.model.cluster.PolicyType;
import io.lbkit.model.cluster.ReplicaCounts;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.cluster.UpdateStrategy;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The objects of the cluster: for each Service its pods with their workloads and a budget, a slice and a NetworkPolicy, and the nodes. */
final class WorldObjects {
    static final String GROUP_LABEL = "example.com/group";
    static final int PORT = 8_443;
    private static final int NODE_PORTS = 2_768;
    private static final int SERVICES_A_LOCAL_ONE = 4;
    private static final int ZONES = 3;
    private static final String VERSION = "5d8f7c9b6";

    private final WorldDraft draft;

    WorldObjects(WorldDraft draft) {
        this.draft = draft;
    }

    ClusterSnapshot cluster() {
        ClusterSnapshot.Builder objects = ClusterSnapshot.builder();
        for (ObjectType type : ObjectType.values()) {
            objects.covering(type, Coverage.COMPLETE);
        }
        for (int i = 0; i < draft.nodes(); i++) {
            objects.add(node(i));
        }
        for (int i = 0; i < draft.services(); i++) {
            List<Pod> pods = pods(i);
            pods.forEach(objects::add);
            objects.add(service(i)).add(policy(i)).add(slice(i, pods));
            workloads(i, pods).forEach(objects::add);
            objects.add(budget(i));
        }
        return objects.build();
    }

    /** An address of a range of 65,536 blocks and more; those of nodes, pods and load balancers do not meet. */
    static IpAddress address(int firstByte, int number) {
        return IpAddress.parse(
                firstByte + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255));
    }

    private static String name(int node) {
        return String.format("node-%05d.example.internal", node);
    }

    private Node node(int number) {
        return Node.builder()
                .name(name(number))
                .providerId("simulated:///zone-" + number % ZONES + "/" + name(number))
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, address(10, number)))
                .putLabel(Node.ZONE_LABEL, "zone-" + number % ZONES)
                .putLabel(GROUP_LABEL, String.valueOf(number / WorldDraft.NODES_A_GROUP))
                .putCondition("Ready", Condition.of(ConditionStatus.TRUE))
                .build();
    }

    private Service service(int number) {
        Service.Builder service = Service.builder()
                .key(draft.key(number))
                .uid("uid-" + number)
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app.kubernetes.io/name", app(number))
                .putSelector("app.kubernetes.io/part-of", "shop")
                .putAnnotation("simulated.lbkit.io/mode", draft.mode().label())
                .addPort(ServicePort.builder()
                        .name("https")
                        .port(443)
                        .targetPort(TargetPort.named("serve"))
                        .nodePort(30_000 + number % NODE_PORTS)
                        .build())
                .addIngress(
                        LoadBalancerIngress.builder().ip(loadBalancer(number)).build());
        if (isLocal(number)) {
            service.externalTrafficPolicy(TrafficPolicy.LOCAL).healthCheckNodePort(32_767);
        }
        if (draft.has(number, Fault.SELECTOR_MATCHES_NOTHING)) {
            service.putSelector("app.kubernetes.io/component", "mistyped");
        }
        return service.build();
    }

    static IpAddress loadBalancer(int service) {
        return address(198, (18 << 16) + service);
    }

    boolean isLocal(int service) {
        return draft.mode() == BackendMode.NODE_PORT && service % SERVICES_A_LOCAL_ONE == 1;
    }

    /** Under policy Local a node answers checks if it has a ready pod; kube-proxy answers on every node otherwise. */
    boolean answers(int service, Member target) {
        if (draft.mode() == BackendMode.POD_IP || !isLocal(service)) {
            return true;
        }
        boolean hasPod = IntStream.range(0, PODS_A_SERVICE)
                .anyMatch(pod -> nodeOf(service, pod).equals(target.id()));
        return hasPod && !draft.has(service, Fault.NOBODY_READY);
    }

    private static String app(int service) {
        return "app-" + service;
    }

    private List<Pod> pods(int service) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < PODS_A_SERVICE; i++) {
            pods.add(newPod(service, i));
        }
        return pods;
    }

    static String pod(int service, int number) {
        return app(service) + "-5d8f7c9b6-x" + number;
    }

    static IpAddress podAddress(int service, int number) {
        return address(100, service * PODS_A_SERVICE + number);
    }

    private Pod newPod(int service, int number) {
        ConditionStatus ready = draft.has(service, Fault.NOBODY_READY) ? ConditionStatus.FALSE : ConditionStatus.TRUE;
        return Pod.builder()
                .key(ObjectKey.of(draft.namespace(service), pod(service, number)))
                .putLabel("app.kubernetes.io/name", app(service))
                .putLabel("app.kubernetes.io/part-of", "shop")
                .putLabel("app.kubernetes.io/component", "server")
                .putLabel("pod-template-hash", VERSION)
                .phase(PodPhase.RUNNING)
                .owner("ReplicaSet/" + app(service) + "-" + VERSION)
                .nodeName(nodeOf(service, number))
                .addIp(podAddress(service, number))
                .addContainer(Container.builder()
                        .name("server")
                        .readinessProbe(true)
                        .addPort(new ContainerPort("serve", PORT, Protocol.TCP))
                        .build())
                .putCondition("PodScheduled", Condition.of(ConditionStatus.TRUE))
                .putCondition("ContainersReady", Condition.of(ready))
                .putCondition("Ready", Condition.of(ready))
                .build();
    }

    private String nodeOf(int service, int pod) {
        return name(draft.group(service) * WorldDraft.NODES_A_GROUP + pod);
    }

    private EndpointSlice slice(int service, List<Pod> pods) {
        EndpointSlice.Builder slice = EndpointSlice.builder()
                .key(ObjectKey.of(draft.namespace(service), draft.key(service).name() + "-x7k2p"))
                .serviceName(draft.key(service).name())
                .managedBy("endpointslice-controller.k8s.io")
                .addressType(AddressType.IPV4)
                .addPort(EndpointPort.builder().name("https").port(PORT).build());
        if (!draft.has(service, Fault.SELECTOR_MATCHES_NOTHING)) {
            pods.forEach(pod -> slice.addEndpoint(Endpoint.builder()
                    .addAddress(pod.ips().get(0).toString())
                    .ready(pod.isReady())
                    .serving(pod.isReady())
                    .terminating(false)
                    .nodeName(pod.nodeName())
                    .targetRef(new TargetRef("Pod", pod.key().name(), Optional.empty()))
                    .build()));
        }
        return slice.build();
    }

    /** Admits everybody to the port of the pods; the faulty one admits a network that has no clients. */
    private NetworkPolicy policy(int service) {
        String range = draft.has(service, Fault.POLICY_REFUSES) ? "192.0.2.0/24" : "0.0.0.0/0";
        return NetworkPolicy.builder()
                .key(ObjectKey.of(draft.namespace(service), app(service)))
                .podSelector(selector(service))
                .addPolicyType(PolicyType.INGRESS)
                .addIngress(PolicyRule.builder()
                        .addPeer(PolicyPeer.builder()
                                .ipBlock(new IpBlock(Cidr.parse(range), List.of()))
                                .build())
                        .addPort(PolicyPort.builder().port(TargetPort.of(PORT)).build())
                        .build())
                .build();
    }

    /** A Deployment with the ReplicaSet of its present version and two of earlier ones. */
    private List<Workload> workloads(int service, List<Pod> pods) {
        List<Workload> workloads = new ArrayList<>();
        WorkloadKey deployment = WorkloadKey.of(WorkloadKind.DEPLOYMENT, draft.namespace(service), app(service));
        workloads.add(workload(deployment, pods.size(), service)
                .strategy(new UpdateStrategy(
                        UpdateStrategy.Type.ROLLING_UPDATE, IntOrPercent.ofPercent(25), IntOrPercent.ofPercent(25)))
                .build());
        for (String version : List.of(VERSION, "77aa", "6b4c")) {
            WorkloadKey replicas =
                    WorkloadKey.of(WorkloadKind.REPLICA_SET, draft.namespace(service), app(service) + "-" + version);
            workloads.add(workload(replicas, version.equals(VERSION) ? pods.size() : 0, service)
                    .putTemplateLabel("pod-template-hash", version)
                    .owner("Deployment/" + app(service))
                    .build());
        }
        return workloads;
    }

    private Workload.Builder workload(WorkloadKey key, int pods, int service) {
        return Workload.builder()
                .key(key)
                .selector(selector(service))
                .putTemplateLabel("app.kubernetes.io/name", app(service))
                .putTemplateLabel("app.kubernetes.io/part-of", "shop")
                .desired(pods)
                .counts(new ReplicaCounts(pods, pods, pods, pods))
                .generation(1)
                .observedGeneration(1);
    }

    private DisruptionBudget budget(int service) {
        return DisruptionBudget.builder()
                .key(ObjectKey.of(draft.namespace(service), app(service)))
                .selector(selector(service))
                .maxUnavailable(IntOrPercent.of(1))
                .build();
    }

    private static LabelSelector selector(int service) {
        return LabelSelector.builder()
                .putMatchLabel("app.kubernetes.io/name", app(service))
                .build();
    }
}
