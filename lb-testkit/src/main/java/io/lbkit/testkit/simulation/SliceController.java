package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the slices of Services some time after their pods change. */
final class SliceController {
    private final Scheduler queue;
    private final ApiServer api;
    private final Duration lag;
    private final Set<ServiceKey> due = new HashSet<>();

    SliceController(Scheduler queue, ApiServer api, Duration lag) {
        this.queue = queue;
        this.api = api;
        this.lag = lag;
    }

    void podChanged(PodProcess pod) {
        Pod model = pod.toPod();
        api.cluster().services().stream()
                .filter(service -> service.key().namespace().equals(model.key().namespace()))
                .filter(service ->
                        model.labels().entrySet().containsAll(service.selector().entrySet()))
                .forEach(service -> changed(service.key()));
    }

    void changed(ServiceKey service) {
        if (due.add(service)) {
            queue.schedule(queue.instant().plus(lag), () -> {
                due.remove(service);
                write(service);
            });
        }
    }

    private void write(ServiceKey key) {
        ClusterSnapshot before = api.cluster();
        ClusterSnapshot after = before;
        List<EndpointSlice> slices = slices(before, key);
        Set<ObjectKey> written = slices.stream().map(EndpointSlice::key).collect(Collectors.toSet());
        for (EndpointSlice old : before.endpointSlices(key)) {
            if (!written.contains(old.key())) {
                after = after.without(ObjectType.ENDPOINT_SLICE, old.key().toString());
            }
        }
        for (EndpointSlice slice : slices) {
            after = after.with(slice);
        }
        if (!List.copyOf(before.endpointSlices(key)).equals(List.copyOf(after.endpointSlices(key)))) {
            api.write(key, after);
        }
    }

    private static List<EndpointSlice> slices(ClusterSnapshot cluster, ServiceKey key) {
        Optional<Service> service = cluster.service(key);
        Map<String, Node> nodes = new LinkedHashMap<>();
        cluster.nodes().forEach(node -> nodes.put(node.name(), node));
        SliceWriter writer = new SliceWriter(nodes, List.copyOf(cluster.pods(key.namespace())));
        return service.map(writer::write).orElse(List.of());
    }
}
