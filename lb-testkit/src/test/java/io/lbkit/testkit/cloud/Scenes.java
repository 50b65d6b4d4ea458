package io.lbkit.testkit.cloud;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
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
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A small cluster and short words for what tests do with a cloud. */
final class Scenes {
    static final String CLUSTER = "prod";

    private Scenes() {}

    static Service.Builder service() {
        return Service.builder()
                .key("shop", "web")
                .uid("u-1")
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app", "web")
                .addPort(ServicePort.builder().port(443).nodePort(30443).build());
    }

    static ClusterSnapshot cluster() {
        return ClusterSnapshot.builder()
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.SERVICE, Coverage.COMPLETE)
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE)
                .add(node("a", "10.0.0.1"))
                .add(node("b", "10.0.0.2"))
                .add(EndpointSlice.builder()
                        .key(ObjectKey.of("shop", "web-1"))
                        .serviceName("web")
                        .addressType(AddressType.IPV4)
                        .addPort(EndpointPort.builder().port(8443).build())
                        .addEndpoint(Endpoint.builder()
                                .addAddress("10.1.0.1")
                                .nodeName("a")
                                .build())
                        .build())
                .build();
    }

    static Node node(String name, String address) {
        return Node.builder()
                .name(name)
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse(address)))
                .build();
    }

    static Design design(SimulatedCloud cloud, Service service) {
        return cloud.design(request(service, cloud.observe(ObservationScope.cluster(CLUSTER))));
    }

    static DesignRequest request(Service service, Observation observation) {
        return new DesignRequest(CLUSTER, service, BackendResolver.of(cluster()), observation);
    }

    static Observation observe(LoadBalancerProvider cloud) {
        return cloud.observe(ObservationScope.cluster(CLUSTER));
    }

    static ChangeBatch batch(Change... changes) {
        return ChangeBatch.builder().key("test").changes(List.of(changes)).build();
    }

    static ChangeResult one(LoadBalancerProvider cloud, Change change) {
        return cloud.apply(batch(change)).results().get(0);
    }

    static void done(LoadBalancerProvider cloud, Change... changes) {
        for (Change change : changes) {
            ChangeResult result = one(cloud, change);
            if (result instanceof ChangeResult.Failed failed) {
                throw failed.error();
            }
        }
    }

    static ErrorKind failure(LoadBalancerProvider cloud, Change change) {
        return failure(cloud.apply(batch(change)));
    }

    static ErrorKind failure(BatchResult result) {
        return ((ChangeResult.Failed) result.results().get(0)).error().kind();
    }

    /** Makes everything, in the order of dependencies, as an engine would. */
    static void make(LoadBalancerProvider cloud, Iterable<Resource> resources) {
        List<Resource> all = new ArrayList<>();
        resources.forEach(all::add);
        for (Resource resource : ResourceGraph.of(all).inDependencyOrder()) {
            done(cloud, new Change.Create(resource));
            resource.members().ifPresent(members -> done(cloud, new Change.AddMembers(resource, members)));
        }
    }

    static Design provision(SimulatedCloud cloud) {
        Design design = design(cloud, service().build());
        make(cloud, design.resources());
        return design;
    }

    static Resource only(Iterable<Resource> resources, ResourceKind kind) {
        List<Resource> found = new ArrayList<>();
        resources.forEach(resource -> {
            if (resource.kind().equals(kind)) {
                found.add(resource);
            }
        });
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind.name());
        }
        return found.get(0);
    }

    static Resource actual(SimulatedCloud cloud, ResourceKind kind) {
        return only(observe(cloud).actual().resources(), kind);
    }

    static Resource actual(SimulatedCloud cloud, ResourceId id) {
        return observe(cloud).actual().get(id).orElseThrow();
    }

    /** What was wanted of an object, as it was observed. */
    static Resource seenAs(Resource wanted, Resource observed) {
        TreeMap<String, SpecValue> spec = new TreeMap<>(observed.spec());
        spec.keySet().retainAll(wanted.spec().keySet());
        return Resource.builder()
                .from(observed)
                .spec(spec)
                .after(wanted.after())
                .membersCoverage(wanted.membersCoverage())
                .build();
    }

    static List<String> operations(SimulatedCloud cloud, Operation... operations) {
        return cloud.calls().stream()
                .filter(call -> Arrays.asList(operations).contains(call.operation()))
                .map(Call::toString)
                .toList();
    }
}
