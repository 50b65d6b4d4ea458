package io.lbkit.testkit.simulation;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The objects of the cluster as the API server has them, and as it had them when a reader that lags behind looks. */
final class ApiServer {
    /** Nobody lags behind for longer. */
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Scheduler queue;
    private final Timeline<ClusterVersion> versions;
    private final List<Consumer<Optional<ServiceKey>>> watchers = new ArrayList<>();

    ApiServer(Scheduler queue) {
        this.queue = queue;
        ClusterSnapshot.Builder empty = ClusterSnapshot.builder();
        for (ObjectType type : ObjectType.values()) {
            empty.covering(type, Coverage.COMPLETE);
        }
        this.versions = new Timeline<>(new ClusterVersion(empty.build()), KEPT);
    }

    ClusterSnapshot cluster() {
        return versions.newest().cluster();
    }

    ClusterVersion asOf(Instant instant) {
        return versions.asOf(instant);
    }

    /** The watcher is told of changes that bear upon load balancers: of one Service, or with nothing, of all of them. */
    void watch(Consumer<Optional<ServiceKey>> watcher) {
        watchers.add(watcher);
    }

    void write(Pod pod) {
        put(cluster().with(pod));
    }

    void remove(Pod pod) {
        put(cluster().without(ObjectType.POD, pod.key().toString()));
    }

    void write(Node node) {
        put(cluster().with(node));
        tell(Optional.empty());
    }

    void write(Service service) {
        put(cluster().with(service));
        tell(Optional.of(service.key()));
    }

    void write(ServiceKey service, ClusterSnapshot withSlices) {
        put(withSlices);
        tell(Optional.of(service));
    }

    private void put(ClusterSnapshot next) {
        versions.put(queue.instant(), new ClusterVersion(next));
    }

    private void tell(Optional<ServiceKey> service) {
        watchers.forEach(watcher -> watcher.accept(service));
    }
}
