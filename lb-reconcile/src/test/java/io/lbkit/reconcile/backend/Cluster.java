package io.lbkit.reconcile.backend;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Taint;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small clusters in few words. The Service is always {@code shop/web}. */
final class Cluster {
    static final String UID = "uid-now";

    private Cluster() {}

    /** Something that can be put into a snapshot. */
    interface Part {
        void addTo(ClusterSnapshot.Builder cluster);
    }

    /** A snapshot in which nothing is missing. */
    static ClusterSnapshot of(Part... parts) {
        ClusterSnapshot.Builder builder = ClusterSnapshot.builder();
        Arrays.stream(parts).forEach(part -> part.addTo(builder));
        Arrays.stream(ObjectType.values()).forEach(type -> builder.covering(type, Coverage.COMPLETE));
        return builder.build();
    }

    static NodeSketch node(String name) {
        return new NodeSketch(name);
    }

    static ServiceSketch service() {
        return new ServiceSketch();
    }

    static SliceSketch slice(String name) {
        return new SliceSketch(name);
    }

    /** One slice for the unnamed port, all pods on 8080. */
    static SliceSketch pods(PodSketch... pods) {
        return slice("web-abcde").port("", 8080).with(pods);
    }

    static PodSketch pod(String address) {
        return new PodSketch(address);
    }

    static ServiceBackends podIp(ClusterSnapshot cluster, ServiceSketch service) {
        return BackendResolver.of(cluster).resolve(service.build(), BackendOptions.podIp());
    }

    static ServiceBackends nodePort(ClusterSnapshot cluster, ServiceSketch service) {
        return BackendResolver.of(cluster).resolve(service.build(), BackendOptions.nodePort());
    }

    /** The members of the first port, as {@code key} or {@code key draining}. */
    static List<String> members(ServiceBackends backends) {
        return members(backends.ports().get(0));
    }

    static List<String> members(PortBackends port) {
        return port.members().asList().stream().map(Cluster::words).toList();
    }

    private static String words(Member member) {
        return member.state() == MemberState.ACTIVE ? member.key().toString() : member.key() + " draining";
    }

    /** What the first port leaves out, as {@code id reason}. */
    static List<String> excluded(ServiceBackends backends) {
        return excluded(backends.ports().get(0));
    }

    static List<String> excluded(PortBackends port) {
        return port.excluded().stream().map(Cluster::words).toList();
    }

    private static String words(Exclusion exclusion) {
        return exclusion.id() + " " + exclusion.reason().label();
    }

    static List<String> codes(ServiceBackends backends) {
        return backends.findings().stream()
                .map(finding -> finding.code().toString())
                .toList();
    }

    static final class NodeSketch implements Part {
        private final Node.Builder node;
        private ConditionStatus ready = ConditionStatus.TRUE;

        private NodeSketch(String name) {
            node = Node.builder().name(name).providerId("cloud://" + name);
        }

        NodeSketch zone(String zone) {
            return label(Node.ZONE_LABEL, zone);
        }

        NodeSketch label(String key, String value) {
            node.putLabel(key, value);
            return this;
        }

        NodeSketch taint(String key, String effect) {
            node.addTaint(new Taint(key, "", effect));
            return this;
        }

        NodeSketch ready(ConditionStatus status) {
            ready = status;
            return this;
        }

        NodeSketch cordoned() {
            node.unschedulable(true);
            return this;
        }

        NodeSketch deleting() {
            node.deletionRequested(Instant.EPOCH);
            return this;
        }

        NodeSketch unknownToTheCloud() {
            node.providerId(Optional.empty());
            return this;
        }

        NodeSketch ip(String address) {
            node.addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse(address)));
            return this;
        }

        Node build() {
            return node.putCondition("Ready", Condition.of(ready)).build();
        }

        @Override
        public void addTo(ClusterSnapshot.Builder cluster) {
            cluster.add(build());
        }
    }

    static final class ServiceSketch implements Part {
        private final Service.Builder service = Service.builder()
                .key("shop", "web")
                .uid(UID)
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app", "web");
        private final List<ServicePort> ports = new ArrayList<>();

        private ServiceSketch() {}

        ServiceSketch local() {
            service.externalTrafficPolicy(TrafficPolicy.LOCAL).healthCheckNodePort(32_000);
            return this;
        }

        ServiceSketch localWithoutCheckPort() {
            service.externalTrafficPolicy(TrafficPolicy.LOCAL);
            return this;
        }

        ServiceSketch port(ServicePort.Builder port) {
            ports.add(port.build());
            return this;
        }

        ServiceSketch port(String name, int port, Protocol protocol) {
            return port(ServicePort.builder()
                    .name(name)
                    .port(port)
                    .protocol(protocol)
                    .targetPort(TargetPort.of(8080))
                    .nodePort(30_000 + port));
        }

        ServiceSketch families(IpFamily... families) {
            service.addIpFamilies(families);
            return this;
        }

        ServiceSketch ranges(String... ranges) {
            service.addLoadBalancerSourceRanges(ranges);
            return this;
        }

        ServiceSketch rangesAnnotation(String value) {
            service.putAnnotation(SourceRangeResolver.ANNOTATION, value);
            return this;
        }

        ServiceSketch type(ServiceType type) {
            service.type(type);
            return this;
        }

        ServiceSketch selectorless() {
            service.selector(Map.of());
            return this;
        }

        ServiceSketch withoutUid() {
            service.uid(Optional.empty());
            return this;
        }

        ServiceSketch withoutNodePorts() {
            service.allocateLoadBalancerNodePorts(false);
            return this;
        }

        Service build() {
            if (ports.isEmpty()) {
                port("", 80, Protocol.TCP);
            }
            return service.ports(ports).build();
        }

        @Override
        public void addTo(ClusterSnapshot.Builder cluster) {
            cluster.add(build());
        }
    }

    static final class SliceSketch implements Part {
        private final EndpointSlice.Builder slice;

        private SliceSketch(String name) {
            slice = EndpointSlice.builder()
                    .key(ObjectKey.of("shop", name))
                    .serviceName("web")
                    .addressType(AddressType.IPV4);
        }

        SliceSketch type(AddressType type) {
            slice.addressType(type);
            return this;
        }

        SliceSketch port(String name, int port) {
            return port(name, port, Protocol.TCP);
        }

        SliceSketch port(String name, int port, Protocol protocol) {
            slice.addPort(EndpointPort.builder()
                    .name(name)
                    .port(port)
                    .protocol(protocol)
                    .build());
            return this;
        }

        SliceSketch portWithoutNumber(String name) {
            slice.addPort(EndpointPort.builder().name(name).build());
            return this;
        }

        SliceSketch generation(long generation) {
            slice.generation(generation);
            return this;
        }

        SliceSketch ownedBy(String uid) {
            slice.serviceUid(uid);
            return this;
        }

        SliceSketch writtenBy(String writer) {
            slice.managedBy(writer);
            return this;
        }

        SliceSketch labelled(Optional<String> service) {
            slice.serviceName(service);
            return this;
        }

        SliceSketch with(PodSketch... pods) {
            Arrays.stream(pods).map(PodSketch::build).forEach(slice::addEndpoint);
            return this;
        }

        EndpointSlice build() {
            return slice.build();
        }

        @Override
        public void addTo(ClusterSnapshot.Builder cluster) {
            cluster.add(build());
        }
    }

    /** A ready endpoint unless said otherwise. */
    static final class PodSketch {
        private final Endpoint.Builder endpoint;

        private PodSketch(String address) {
            endpoint = Endpoint.builder().addAddress(address);
        }

        PodSketch unready() {
            return conditions(false, false, false);
        }

        PodSketch ending() {
            return conditions(false, true, true);
        }

        PodSketch endingUnserving() {
            return conditions(false, false, true);
        }

        PodSketch conditions(boolean ready, boolean serving, boolean terminating) {
            endpoint.ready(ready).serving(serving).terminating(terminating);
            return this;
        }

        PodSketch ready(boolean ready) {
            endpoint.ready(ready);
            return this;
        }

        PodSketch terminating(boolean terminating) {
            endpoint.terminating(terminating);
            return this;
        }

        PodSketch on(String node) {
            endpoint.nodeName(node);
            return this;
        }

        PodSketch zone(String zone) {
            endpoint.zone(zone);
            return this;
        }

        PodSketch named(String name, String uid) {
            endpoint.targetRef(new TargetRef("Pod", name, Optional.of(uid)));
            return this;
        }

        PodSketch forZone(String... zones) {
            endpoint.addZoneHints(zones);
            return this;
        }

        PodSketch forNode(String... nodes) {
            endpoint.addNodeHints(nodes);
            return this;
        }

        PodSketch alsoAt(String address) {
            endpoint.addAddress(address);
            return this;
        }

        Endpoint build() {
            return endpoint.build();
        }
    }
}
