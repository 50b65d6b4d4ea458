package io.lbkit.diagnose.evidence;

import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.FilterRequest;
import io.lbkit.reconcile.spi.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Everything that a diagnosis may look at. Only the cluster is needed; whatever else is missing is unknown and lowers what can
 * be said, and nothing is guessed in its place. Immutable.
 */
@Value.Immutable
public interface DiagnosisInput {
    /** {@return the cluster; what was not read has no coverage there} */
    ClusterSnapshot cluster();

    /** {@return what the cloud has and reports; absent if nobody asked it} */
    Optional<Observation> observation();

    /** {@return what the provider would make of each Service, with its findings; a Service without a design is not compared} */
    @Value.NaturalOrder
    SortedMap<ServiceKey, Design> designs();

    /** {@return the name of the cloud, for example {@code aws}; absent if it is not known} */
    Optional<String> cloud();

    /** {@return the id of the cluster in ownership marks; absent: marks of every cluster count} */
    Optional<String> clusterId();

    /** {@return the uids of the Namespace kube-system, which tell a cluster from all others; none if it was not read} */
    @Value.NaturalOrder
    SortedSet<String> clusterUids();

    /** {@return addresses of clients that should be served; none: no client is known} */
    List<IpAddress> clients();

    /** {@return the labels of namespaces by their names; of others only the name is known} */
    @Value.NaturalOrder
    SortedMap<String, Map<String, String>> namespaceLabels();

    /**
     * {@return which packet filters stand in the way of packets, as {@link io.lbkit.reconcile.spi.LoadBalancerProvider#filters}
     * of the provider says from the observation; absent: no filter is known}
     */
    @Value.Auxiliary
    Optional<Function<FilterRequest, List<FilterPath>>> filters();

    /** {@return what was seen of traffic; absent if nobody looked} */
    Optional<TrafficEvidence> traffic();

    /** {@return when the evidence was taken; absent: how long something lasts is unknown} */
    Optional<Instant> at();

    /**
     * Evidence of the cluster alone.
     *
     * @param cluster the cluster
     * @return the input
     */
    static DiagnosisInput of(ClusterSnapshot cluster) {
        return builder().cluster(cluster).build();
    }

    /** {@return a builder; the cluster is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link DiagnosisInput}. Not thread-safe. */
    final class Builder extends ImmutableDiagnosisInput.Builder {
        Builder() {}
    }
}
