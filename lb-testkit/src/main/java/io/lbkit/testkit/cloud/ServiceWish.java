package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a Service asks of a cloud of any shape, and the parts of a design that all shapes have.
 *
 * @param request the Service and its cluster
 * @param annotations what its annotations say
 * @param backends who is behind it
 */
record ServiceWish(DesignRequest request, SimulatedAnnotations annotations, ServiceBackends backends) {
    static final long CHECK_INTERVAL_SECONDS = 10;
    static final long DRAIN_SECONDS = 30;

    Service service() {
        return request.service();
    }

    String scheme() {
        return annotations.scheme();
    }

    Resource.Builder ours(ResourceKind kind, String name) {
        return Resource.builder().kind(kind).name(name).addOwner(request.owner());
    }

    String name(String... fixed) {
        return SimulatedNames.ofService(request.clusterId(), service().key(), fixed);
    }

    SortedSet<String> sourceRanges(IpFamily family) {
        SortedSet<String> ranges = new TreeSet<>();
        backends.sourceRanges().admitted(family).ranges().stream()
                .map(Cidr::toString)
                .forEach(ranges::add);
        return ranges;
    }

    /** {@return what clients may use, for example {@code TCP/443}} */
    SortedSet<String> ports() {
        SortedSet<String> ports = new TreeSet<>();
        service().ports().forEach(port -> ports.add(port.protocol() + "/" + port.port()));
        return ports;
    }

    /** {@return a check, of the cluster or of the Service, so far without its protocol} */
    Resource.Builder healthCheck(ResourceKind kind, HealthCheck check, String nameOfPool) {
        Resource.Builder wanted = switch (check.meaning()) {
            case NODE_FORWARDS ->
                Resource.builder()
                        .kind(kind)
                        .name(SimulatedNames.ofCluster(request.clusterId(), "nodes"))
                        .addOwner(Owner.ofCluster(request.clusterId()));
            case NODE_HAS_READY_ENDPOINT -> ours(kind, name("local"));
            case POD_ACCEPTS -> ours(kind, nameOfPool);
        };
        wanted.set(SimulatedKinds.INTERVAL_SECONDS, CHECK_INTERVAL_SECONDS);
        if (check.port().isPresent()) {
            wanted.set(SimulatedKinds.CHECK_PORT, (long) check.port().getAsInt());
        } else {
            wanted.unset(SimulatedKinds.CHECK_PORT);
        }
        check.path()
                .ifPresentOrElse(
                        path -> wanted.set(SimulatedKinds.CHECK_PATH, path),
                        () -> wanted.unset(SimulatedKinds.CHECK_PATH));
        return wanted;
    }

    /** Under policy Local there will be a port to check, once the API server has allocated it. */
    boolean isCheckUnknown(PortBackends backend) {
        return backend.mode() == BackendMode.NODE_PORT && service().externalTrafficPolicy() == TrafficPolicy.LOCAL;
    }

    static <T> void setOrUnset(Resource.Builder resource, Attribute<T> attribute, Optional<T> value) {
        value.ifPresentOrElse(known -> resource.set(attribute, known), () -> resource.unset(attribute));
    }
}
