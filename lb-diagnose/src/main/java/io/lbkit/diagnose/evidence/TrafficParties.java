package io.lbkit.diagnose.evidence;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.ServiceMap;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parties at the ends of flows, and who calls whom. An end belongs to the Service that selects its pod, else to the Service
 * that the flow names, else to its workload, its pod or its address. Immutable.
 */
public final class TrafficParties {
    private final Map<ObjectKey, String> byPod = new HashMap<>();
    private final Map<IpAddress, String> byAddress = new HashMap<>();
    private final ServiceMap map;

    private TrafficParties(List<Flow> flows, DiagnosisInput input, PodIndex pods) {
        if (!flows.isEmpty()) {
            input.cluster().services().forEach(service -> locate(service, pods));
            flows.forEach(flow -> learn(flow.server()));
        }
        this.map = ServiceMap.of(flows, this::name);
    }

    static TrafficParties of(DiagnosisInput input, PodIndex pods) {
        List<Flow> flows = input.traffic().map(TrafficEvidence::flows).orElse(List.of());
        return new TrafficParties(flows, input, pods);
    }

    private void locate(Service service, PodIndex pods) {
        for (Pod pod : pods.selectedBy(service)) {
            byPod.putIfAbsent(pod.key(), "Service/" + service.key());
            pod.ips().forEach(ip -> byAddress.putIfAbsent(ip, "Service/" + service.key()));
        }
    }

    /** A pod that nobody is known to select belongs to the Service under which it is called. */
    private void learn(FlowPeer server) {
        server.service()
                .ifPresent(service -> server.pod().ifPresent(pod -> byPod.putIfAbsent(pod, "Service/" + service)));
    }

    /**
     * {@return the party that an end of a flow belongs to, for example {@code Service/shop/web}}
     *
     * @param end the end of a flow
     */
    public String name(FlowPeer end) {
        return end.pod()
                .map(byPod::get)
                .or(() ->
                        end.pod().isPresent() ? Optional.empty() : end.address().map(byAddress::get))
                .or(() -> end.service().map(service -> "Service/" + service))
                .or(end::workload)
                .or(() -> end.pod().map(pod -> "Pod/" + pod))
                .or(() -> end.address().map(Object::toString))
                .orElseThrow();
    }

    /** {@return who calls whom} */
    public ServiceMap map() {
        return map;
    }
}
