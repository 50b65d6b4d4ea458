package io.lbkit.examples.haproxy;

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
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small cluster, whose Services, pods and nodes come and go. Each pod has a port of its own on its address. */
final class Shop {
    static final String CLUSTER = "prod";

    private final SortedMap<ServiceKey, Service> services = new TreeMap<>();
    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final SortedMap<ObjectKey, EndpointSlice> slices = new TreeMap<>();

    /** It looks at gates often, since this time is real. */
    static Reconciler reconciler(LoadBalancerProvider provider) {
        return Reconciler.builder()
                .provider(provider)
                .clusterId(CLUSTER)
                .execution(executor -> executor.gatePollInterval(Duration.ofMillis(100)))
                .build();
    }

    static Service.Builder service(String name, int... ports) {
        Service.Builder service = Service.builder()
                .key("shop", name)
                .uid("uid-" + name)
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app", name);
        for (int port : ports) {
            service.addPort(port(port).build());
        }
        return service;
    }

    static ServicePort.Builder port(int port) {
        return ServicePort.builder()
                .name("p" + port)
                .port(port)
                .protocol(Protocol.TCP)
                .targetPort(TargetPort.of(8080))
                .nodePort(30_080);
    }

    static Service ipMode(String name, int port) {
        return service(name, port).allocateLoadBalancerNodePorts(false).build();
    }

    static Endpoint.Builder endpoint(String address) {
        return Endpoint.builder().addAddress(address);
    }

    /** A pod that ends: it serves what it has and is not ready for more. */
    static Endpoint terminating(String address) {
        return endpoint(address).ready(false).serving(true).terminating(true).build();
    }

    Shop with(Service service) {
        services.put(service.key(), service);
        return this;
    }

    Shop without(String service) {
        services.remove(ServiceKey.of("shop", service));
        return this;
    }

    /** All pods of a port; a slice holds those that use the same target port. */
    Shop pods(String service, int port, int target, Endpoint... endpoints) {
        return pods(service, port, target, Arrays.asList(endpoints));
    }

    Shop pods(String service, int port, int target, Collection<Endpoint> endpoints) {
        EndpointSlice slice = EndpointSlice.builder()
                .key(ObjectKey.of("shop", service + "-" + target))
                .serviceName(service)
                .addressType(AddressType.IPV4)
                .addPort(EndpointPort.builder()
                        .name("p" + port)
                        .port(target)
                        .protocol(Protocol.TCP)
                        .build())
                .addAllEndpoints(endpoints)
                .build();
        slices.put(slice.key(), slice);
        return this;
    }

    Shop node(String name, String address, ConditionStatus ready) {
        Node node = Node.builder()
                .name(name)
                .providerId("shop://" + name)
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse(address)))
                .putCondition("Ready", Condition.of(ready))
                .build();
        nodes.put(name, node);
        return this;
    }

    Shop withoutNode(String name) {
        nodes.remove(name);
        return this;
    }

    ClusterSnapshot snapshot() {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
        services.values().forEach(cluster::add);
        nodes.values().forEach(cluster::add);
        slices.values().forEach(cluster::add);
        Arrays.stream(ObjectType.values()).forEach(type -> cluster.covering(type, Coverage.COMPLETE));
        return cluster.build();
    }
}
